/** Documents that the Commander put on a link's page, as files. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PublicState } from '#lib/incident/public-state.ts'
import { versionFile } from '#lib/messaging/files.ts'
import { linkHeaders } from './headers.ts'

const documents = {
  '/report.pdf': ['report', 'pdf', 'situation-report'],
  '/report.md': ['report', 'md', 'situation-report'],
  '/post-mortem.pdf': ['post_mortem', 'pdf', 'post-mortem'],
  '/post-mortem.md': ['post_mortem', 'md', 'post-mortem'],
} as const

const types = { pdf: 'application/pdf', md: 'text/markdown; charset=utf-8' } as const

/** Whether the rest of an address is that of a document. */
export function isDocument(rest: string): rest is keyof typeof documents {
  return Object.hasOwn(documents, rest)
}

type Wanted = { incidentId: string; state: PublicState; rest: keyof typeof documents; publicUrl: string }

/** Sends the shared version; false when it is not shared. Rejects when it cannot be read. */
export async function sendDocument(
  { method }: IncomingMessage,
  response: ServerResponse,
  { incidentId, state, rest, publicUrl }: Wanted,
): Promise<boolean> {
  const [document, format, name] = documents[rest]
  const version = (document === 'report' ? state.documents.report : state.documents.postMortem)?.version
  if (version === undefined) return false
  const bytes = await versionFile({ incidentId, document, version }, format)
  response.writeHead(200, {
    ...linkHeaders(publicUrl),
    'Content-Type': types[format],
    'Content-Length': bytes.length,
    'Content-Disposition': `attachment; filename="${name}-version-${version}.${format}"`,
    // What was redacted since must not come out of a cache.
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
  response.end(method === 'HEAD' ? undefined : bytes)
  return true
}
