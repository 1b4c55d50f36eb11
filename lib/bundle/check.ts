/**
 * Whether a bundle is whole and right, with no server and no database: every file by its hash, the log by its chain, and
 * what stands beside it by the log. Whoever changes all of it together changes the head of the log, which stands in
 * every report that was sent.
 */
import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { canonicalText } from '#lib/log/chain.ts'
import { type CheckedRow, checkLog } from '#lib/log/check-log.ts'
import { checkRecord } from './check-record.ts'
import {
  type BundleRecord,
  type LogRow,
  logLineShape,
  logName,
  type Manifest,
  manifestName,
  manifestShape,
  recordName,
  recordShape,
  writeLogLine,
} from './model.ts'
import { printNames } from './prints.ts'
import { BadBundle, type OpenZip, openZip } from './read-zip.ts'

export type CheckedBundle = {
  manifest: Manifest
  record: BundleRecord
  log: LogRow[]
  entries: StoredEntry[]
  state: Incident
  zip: OpenZip
}
/** What is wrong, a sentence each; or the bundle, which is to be closed. */
export type Check = { faults: string[] } | { faults: []; bundle: CheckedBundle }

const largestManifest = 20_000_000
/** 20,000 entries with everything beside them are a tenth of this. */
const largestText = 400_000_000

/** Checks the file at `path`. Never throws for what stands in it. */
export async function checkBundle(path: string): Promise<Check> {
  let zip: OpenZip | null = null
  try {
    zip = await openZip(path)
    const check = await checkZip(zip)
    if (check.faults.length > 0) zip.close()
    return check
  } catch (error) {
    zip?.close()
    if (error instanceof BadBundle) return { faults: [error.message] }
    throw error
  }
}

async function checkZip(zip: OpenZip): Promise<Check> {
  const manifest = readJson(await zip.read(manifestName, largestManifest), manifestName, manifestShape)
  const misfits = [...checkNames(zip, manifest), ...(await checkFiles(zip, manifest))]
  if (misfits.length > 0) return { faults: misfits }
  const log = await readLog(zip)
  const { finding, head, state } = checkLog(manifest.incident.id, log.map(rowOf))
  if (finding) return { faults: [`Entry ${finding.seq} of the log: ${finding.what}.`] }
  if (!state) return { faults: ['The log is empty.'] }
  const record = readJson(await zip.read(recordName, largestText), recordName, recordShape)
  const entries = log.map(({ body }) => parseEntry(JSON.parse(body) as StoredEntry))
  const faults = [
    ...checkHead({ manifest, log, state, head: head.toString('hex') }),
    ...checkRecord({ record, entries, sizes: zip.sizes }),
    ...(await checkPrints(zip, manifest, log)),
  ]
  return faults.length > 0
    ? { faults }
    : { faults: [], bundle: { manifest, record, log, entries, state, zip } }
}

function checkNames({ sizes }: OpenZip, { files }: Manifest): string[] {
  const named = new Set(files.map(({ name }) => name))
  if (named.size < files.length) return ['The manifest names a file twice.']
  const needed = [logName, recordName, ...printNames]
  return [
    ...needed.filter((name) => !named.has(name)).map((name) => `The manifest does not name ${name}.`),
    ...[...named].filter((name) => !sizes.has(name)).map((name) => `${name} is missing.`),
    ...[...sizes.keys()]
      .filter((name) => name !== manifestName && !named.has(name))
      .map((name) => `${name} is not named by the manifest.`),
  ]
}

async function checkFiles(zip: OpenZip, { files }: Manifest): Promise<string[]> {
  const faults: string[] = []
  for (const { name, size, sha256 } of files) {
    const real = zip.sizes.get(name)
    if (real === undefined) continue
    if (real !== size) faults.push(`${name} has ${real} bytes; the manifest says ${size}.`)
    else if ((await hashOf(zip, name)) !== sha256)
      faults.push(`${name} was changed: its hash is another one.`)
  }
  return faults
}

async function hashOf(zip: OpenZip, name: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of await zip.open(name)) hash.update(part)
  return hash.digest('hex')
}

async function readLog(zip: OpenZip): Promise<LogRow[]> {
  const lines = textOf(await zip.read(logName, largestText), logName).split('\n')
  if (lines.pop() !== '') throw new BadBundle(`${logName} does not end with a whole line.`)
  return lines.map((line, index) => {
    const where = `Line ${index + 1} of ${logName}`
    const { body, ...rest } = readText(line, where, logLineShape)
    const row = { seq: body.seq, body: canonical(body), ...rest }
    // So that the next bundle of it is the same.
    if (writeLogLine(row) !== line) throw new BadBundle(`${where} is not written as SitRep writes it.`)
    return row
  })
}

/** '' for what has no canonical text: half a character, or a nesting that nobody writes. */
function canonical(body: object): string {
  try {
    return canonicalText(body)
  } catch {
    return ''
  }
}

/** The columns that a database would have beside the body are in the body alone. */
function rowOf(row: LogRow): CheckedRow {
  const { commandId, occurredAt, recordedAt } = JSON.parse(row.body) as StoredEntry // checkLog parses it
  return { ...row, commandId, occurredAt, recordedAt }
}

type Headed = { manifest: Manifest; log: readonly LogRow[]; state: Incident; head: string }

function checkHead({ manifest, log, state, head }: Headed): string[] {
  const { incident, entries, headHash } = manifest
  const faults: string[] = []
  if (log.length !== entries) faults.push(`The log has ${log.length} entries; the manifest says ${entries}.`)
  if (head !== headHash) faults.push('The head of the log is not the one that the manifest names.')
  for (const field of ['id', 'ref', 'kind'] as const) {
    if (state[field] !== incident[field])
      faults.push(`The log is of ${state[field]}; the manifest says ${incident[field]}.`)
  }
  return faults
}

/** A printed document says how much of the log it knew, and that log's head. */
async function checkPrints(zip: OpenZip, { incident }: Manifest, log: readonly LogRow[]): Promise<string[]> {
  const faults: string[] = []
  for (const name of ['report.json', 'post-mortem.json'] as const) {
    const printed = parseJson(textOf(await zip.read(name, largestText), name), name)
    const { ref, entries, headHash } = (printed ?? {}) as Record<string, unknown> // compared, never used
    if (ref !== incident.ref) faults.push(`${name} is of another incident.`)
    else if (typeof entries !== 'number' || log[entries - 1]?.hash !== headHash)
      faults.push(`${name} was made from another log: its head is not that of entry ${String(entries)}.`)
  }
  return faults
}

function readJson<Shape extends z.ZodType>(bytes: Buffer, name: string, shape: Shape): z.output<Shape> {
  return readText(textOf(bytes, name), name, shape)
}

function readText<Shape extends z.ZodType>(text: string, name: string, shape: Shape): z.output<Shape> {
  const result = shape.safeParse(parseJson(text, name))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new BadBundle(`${name} cannot be read: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`)
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadBundle(`${name} is no JSON.`)
  }
}

function textOf(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new BadBundle(`${name} is no text.`)
  }
}
