/**
 * Whether what stands beside the log is what the log names: saved versions by their hashes, files by
 * their entries. Pure.
 */
import { type Content, readContent } from '#lib/document/content.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { StoredEntry } from '#lib/incident/entries/table.ts'
import { sha256 } from '#lib/log/chain.ts'
import { savedBy } from '#lib/log/document.ts'
import { attachmentPath, type BundleRecord } from './model.ts'

type Given = {
  record: BundleRecord
  /** The whole log, without gaps. */
  entries: readonly StoredEntry[]
  /** Of every file in the bundle, by name. */
  sizes: ReadonlyMap<string, number>
}
type Version = BundleRecord['versions'][number]
type File = BundleRecord['files'][number]

/** What does not fit, a sentence each. */
export function checkRecord({ record, entries, sizes }: Given): string[] {
  const { versions, sections, comments, followUps, deliveries, files } = record
  const lastRedaction = entries.findLast(({ type }) => type === 'entry_redacted')?.seq ?? 0
  return [
    ...versions.flatMap((version) => checkVersion(version, entries, lastRedaction)),
    ...missingVersions(versions, entries),
    ...files.flatMap((file) => checkFile(file, entries, sizes)),
    ...missingFiles(files, entries),
    ...strayAttachments(files, sizes),
    ...deliveries
      .filter(({ seq }) => seq !== null && seq > entries.length)
      .map(({ seq }) => `A delivery names entry ${seq}, which the log does not have.`),
    ...twice(
      'version',
      versions.map(({ document, version }) => `${document} ${version}`),
    ),
    ...twice(
      'section',
      sections.map(({ document, section }) => `${document} ${section}`),
    ),
    ...twice(
      'comment',
      comments.map(({ id }) => id),
    ),
    ...twice(
      'follow-up',
      followUps.map(({ id }) => id),
    ),
    ...twice(
      'delivery',
      deliveries.map(({ id }) => id),
    ),
    ...twice(
      'file',
      files.map(({ id }) => id),
    ),
  ]
}

/** The document, version and hash that an entry saves. */
function savingOf(
  entry: StoredEntry | undefined,
): { name: DocumentName; version: number; hash: string } | null {
  const name = entry && savedBy[entry.type]
  if (!name || !('version' in entry.payload) || !('hash' in entry.payload)) return null
  const { version, hash } = entry.payload
  return { name, version, hash }
}

function checkVersion(row: Version, entries: readonly StoredEntry[], lastRedaction: number): string[] {
  const what = `Version ${row.version} of the ${titles[row.document]}`
  const saving = savingOf(entries[row.seq - 1])
  const isNamed = saving?.name === row.document && saving.version === row.version
  if (!isNamed || saving.hash !== row.hash) return [`${what} is not the one that entry ${row.seq} saved.`]
  if (row.throughSeq >= row.seq) return [`${what} was made of entries that came after it.`]
  if (row.redactedAt !== null && lastRedaction < row.seq)
    return [`${what} was redacted, and no entry says so.`]
  if (row.redactedAt === null && sha256(row.content).toString('hex') !== row.hash)
    return [`${what} was changed: its hash is another one.`]
  return isContent(row) ? [] : [`${what} cannot be read.`]
}

function isContent({ document, content }: Version): boolean {
  try {
    const { document: held, edits }: Partial<Content> = readContent(document, content)
    return typeof held?.zone?.name === 'string' && typeof edits === 'object'
  } catch {
    return false
  }
}

const titles: Record<DocumentName, string> = { report: 'report', post_mortem: 'post-mortem' }

function missingVersions(versions: readonly Version[], entries: readonly StoredEntry[]): string[] {
  const known = new Set(versions.map(({ document, version }) => `${document} ${version}`))
  return entries.flatMap((entry) => {
    const saving = savingOf(entry)
    return saving && !known.has(`${saving.name} ${saving.version}`)
      ? [`Version ${saving.version} of the ${titles[saving.name]}, saved by entry ${entry.seq}, is missing.`]
      : []
  })
}

function checkFile(
  file: File,
  entries: readonly StoredEntry[],
  sizes: ReadonlyMap<string, number>,
): string[] {
  const what = `The file of entry ${file.seq}`
  const entry = entries[file.seq - 1]
  if (entry?.type !== 'file_attached' || entry.payload.file.id !== file.id)
    return [`${what} is not one that the entry attached.`]
  const { size, mediaType, name } = entry.payload.file
  if (size !== file.size || mediaType !== file.mediaType || name !== file.name)
    return [`${what} differs from what the entry says of it.`]
  if (file.path === null) return entry.redacted ? [] : [`${what} has no bytes, and it was not redacted.`]
  if (entry.redacted) return [`${what} was redacted, and its bytes are there.`]
  if (file.path !== attachmentPath(file)) return [`${what} stands under another name.`]
  const real = sizes.get(file.path)
  if (real === undefined) return [`${file.path} is missing.`]
  return real === file.size ? [] : [`${file.path} has ${real} bytes; its entry says ${file.size}.`]
}

function missingFiles(files: readonly File[], entries: readonly StoredEntry[]): string[] {
  const known = new Set(files.map(({ seq }) => seq))
  return entries
    .filter(({ type, seq }) => type === 'file_attached' && !known.has(seq))
    .map(({ seq }) => `The file of entry ${seq} is not told of.`)
}

function strayAttachments(files: readonly File[], sizes: ReadonlyMap<string, number>): string[] {
  const known = new Set(files.map(({ path }) => path))
  return [...sizes.keys()]
    .filter((name) => name.startsWith('attachments/') && !known.has(name))
    .map((name) => `${name} belongs to no entry.`)
}

function twice(what: string, keys: readonly string[]): string[] {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) return [`A ${what} is there twice: ${key}.`]
    seen.add(key)
  }
  return []
}
