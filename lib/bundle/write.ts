/** An incident whole, as one zip: everybody who may read it may take it along. */
import { createHash } from 'node:crypto'
import { getFile } from '#lib/file/queries.ts'
import { readStoredIncident, type StoredIncident } from '#lib/log/record.ts'
import { documentsOf } from './documents.ts'
import { logName, type Manifest, manifestName, recordName, writeJson, writeLogLine } from './model.ts'
import { printsOf } from './prints.ts'
import { writeZip, type ZippedFile } from './write-zip.ts'

/**
 * The bundle of the incident called `ref`, in parts. Documents are drawn before this resolves, so that what is refused
 * is an answer of its own; log and attachments are read and sent one after the other. The same incident gives the same
 * bytes, also where it was imported. Stakeholder links, their views and subscribers stay behind: whose they are is
 * no part of the record, and a link leads to this instance alone. Throws AppError: not_found, unavailable.
 */
export async function writeBundle(ref: string): Promise<{ name: string; parts: AsyncGenerator<Uint8Array> }> {
  const stored = await readStoredIncident(ref)
  const documents = await documentsOf(stored)
  const prints = await printsOf(documents, stored.origin)
  const files: ZippedFile[] = [
    ...stored.record.files.flatMap(({ id, path }) =>
      path === null ? [] : [{ name: path, open: () => readAttachment(id) }],
    ),
    { name: logName, open: () => linesOf(stored) },
    { name: recordName, open: () => textOf(writeJson(stored.record)) },
    ...prints.map(({ name, bytes }) => ({ name, open: () => once(bytes) })),
  ]
  return {
    name: `${stored.incident.ref}-bundle.zip`,
    parts: writeZip(withManifest(stored, files), documents.lastAt),
  }
}

/** The files by name, each measured as it passes; the manifest comes last, because it names what was measured. */
function withManifest(stored: StoredIncident, files: readonly ZippedFile[]): ZippedFile[] {
  const measured: Manifest['files'] = []
  const named = files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [
    ...named.map(({ name, open }) => ({
      name,
      open: () => measure(open(), (found) => measured.push({ name, ...found })),
    })),
    { name: manifestName, open: () => textOf(writeJson(manifestOf(stored, measured))) },
  ]
}

function manifestOf(
  { incident, log, headHash, organisation, origin }: StoredIncident,
  files: Manifest['files'],
): Manifest {
  const { id, ref, kind } = incident
  return {
    format: 'sitrep-bundle',
    version: 1,
    incident: { id, ref, kind },
    entries: log.length,
    headHash,
    organisation: { name: organisation.name, timeZone: organisation.timeZone },
    origin,
    files,
  }
}

async function* measure(
  parts: AsyncIterable<Uint8Array>,
  found: (measured: { size: number; sha256: string }) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of parts) {
    hash.update(part)
    size += part.byteLength
    yield part
  }
  found({ size, sha256: hash.digest('hex') })
}

/** Lines per part. */
const batch = 500

async function* linesOf({ log }: StoredIncident): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  for (let from = 0; from < log.length; from += batch) {
    const lines = log.slice(from, from + batch).map((row) => `${writeLogLine(row)}\n`)
    yield bytes.encode(lines.join(''))
  }
}

/** Redacted since the rest was read, it is gone: the bundle then breaks off rather than differ from its manifest. */
async function* readAttachment(id: string): AsyncGenerator<Uint8Array> {
  yield (await getFile(id)).bytes
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
