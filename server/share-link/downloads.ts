/**
 * Documents that the Commander put on a link's page, as files. After the closing words many ask at once, so each file is
 * read once for all and kept for a minute: their number costs the staff's connections nothing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { versionFile } from '#lib/messaging/files.ts'
import { linkHeaders } from './headers.ts'
import type { Known } from './memory.ts'

const documents = {
  '/report.pdf': ['report', 'pdf', 'situation-report'],
  '/report.md': ['report', 'md', 'situation-report'],
  '/post-mortem.pdf': ['post_mortem', 'pdf', 'post-mortem'],
  '/post-mortem.md': ['post_mortem', 'md', 'post-mortem'],
} as const

const types = { pdf: 'application/pdf', md: 'text/markdown; charset=utf-8' } as const

export type DocumentAddress = keyof typeof documents

/** Whether the rest of an address is that of a document. */
export function isDocument(rest: string): rest is DocumentAddress {
  return Object.hasOwn(documents, rest)
}

/** `isStale`: the database is away, so that nobody would hear of a redaction. */
type Wanted = Pick<Known, 'incidentId' | 'state' | 'version'> & {
  rest: DocumentAddress
  isStale: boolean
}
/** `of`: the version of what is known of the incident, which a redaction changes. `bytes` null: it is being read. */
type Kept = { of: number; reading: Promise<Buffer>; bytes: Buffer | null }
type Options = { read?: typeof versionFile; keptFor?: number; mostBytes?: number }

export type Downloads = {
  /** Sends the shared version; false when it is not shared. Rejects when it cannot be read. */
  send: (request: IncomingMessage, response: ServerResponse, wanted: Wanted) => Promise<boolean>
}

/** The files of all links of a process. `keptFor`: milliseconds. */
export function createDownloads(
  publicUrl: string,
  { read = versionFile, keptFor = 60_000, mostBytes = 64_000_000 }: Options = {},
): Downloads {
  const kept = new Map<string, Kept>()

  function bytesOf({ incidentId, version: of, rest, isStale }: Wanted, version: number): Promise<Buffer> {
    const name = `${incidentId}${rest} ${version}`
    const have = kept.get(name)
    if (have?.of === of && !(have.bytes && isStale)) return have.reading
    const [document, format] = documents[rest]
    const made: Kept = { of, reading: read({ incidentId, document, version }, format), bytes: null }
    const forget = () => {
      if (kept.get(name) === made) kept.delete(name)
    }
    kept.delete(name)
    kept.set(name, made)
    made.reading.then((bytes) => {
      made.bytes = bytes
      setTimeout(forget, keptFor).unref()
      letGo()
    }, forget)
    return made.reading
  }

  /** The oldest first, until what is kept fits. */
  function letGo(): void {
    let total = [...kept.values()].reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0)
    for (const [name, { bytes }] of kept) {
      if (total <= mostBytes) return
      if (bytes === null) continue
      kept.delete(name)
      total -= bytes.length
    }
  }

  return {
    send: async ({ method }, response, wanted) => {
      const [document, format, name] = documents[wanted.rest]
      const { report, postMortem } = wanted.state.documents
      const version = (document === 'report' ? report : postMortem)?.version
      if (version === undefined) return false
      // How long it is can be left out of what is said of it (RFC 9110, 9.3.2).
      const bytes = method === 'HEAD' ? null : await bytesOf(wanted, version)
      response.writeHead(200, {
        ...linkHeaders(publicUrl),
        'Content-Type': types[format],
        ...(bytes && { 'Content-Length': bytes.length }),
        'Content-Disposition': `attachment; filename="${name}-version-${version}.${format}"`,
        // What was redacted since must not come out of a cache.
        'Cache-Control': 'private, no-store',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
      response.end(bytes ?? undefined)
      return true
    },
  }
}
