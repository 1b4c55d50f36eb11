/**
 * What a bundle holds: an incident whole, in one zip. Its manifest names every file with its hash; log.jsonl is the log,
 * an entry a line; record.json is all that stands beside the log. Shapes are strict: whatever a bundle says is checked
 * here before anybody believes it. Pure.
 */
import * as z from 'zod'
import { sectionsOf } from '#lib/document/model.ts'
import { imageTypes, maxFileSize } from '#lib/file/model.ts'
import { followUpKinds, followUpStates } from '#lib/follow-up/model.ts'
import { deliveryStates } from '#lib/messaging/model.ts'

export const manifestName = 'manifest.json'
export const logName = 'log.jsonl'
export const recordName = 'record.json'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const seq = z.int().min(1).max(2_147_483_647)
const text = z.string().max(2_000_000)
const short = z.string().max(2000)
/** As the database writes it: UTC, milliseconds. */
const instant = z.iso.datetime({ precision: 3 })
const by = z.strictObject({ id: short, name: short })
const uuid = z.uuid().toLowerCase()

export const manifestShape = z.strictObject({
  format: z.literal('sitrep-bundle'),
  version: z.literal(1),
  incident: z.strictObject({
    id: uuid,
    ref: z.string().regex(/^(INC|DRILL)-[1-9]\d{0,8}$/),
    kind: z.enum(['real', 'drill']),
  }),
  entries: seq,
  /** The head of the log's chain. It stands in every printed report of the same log, too. */
  headHash: hash,
  /** Where it was made: what its documents say, whoever holds them. */
  organisation: z.strictObject({ name: short.min(1), timeZone: short.min(1) }),
  /** The address that its links lead to. */
  origin: z.url({ protocol: /^https?$/ }).max(2000),
  files: z.array(z.strictObject({ name: short, size: z.int().min(0), sha256: hash })),
})
export type Manifest = z.output<typeof manifestShape>

/** An entry: the very body that its hash is of, then what the row says besides. */
export const logLineShape = z.strictObject({
  body: z.looseObject({ seq }),
  bodyHash: hash,
  hash,
  /** Its place among the entries of its command, which may have written to another log too. */
  part: z.int().min(0).max(32_767),
  redactedAt: instant.nullable(),
})
export type LogRow = {
  seq: number
  /** Canonical JSON. */
  body: string
  bodyHash: string
  hash: string
  part: number
  redactedAt: string | null
}

/** One line, without its end. */
export function writeLogLine({ body, bodyHash, hash, part, redactedAt }: LogRow): string {
  const rest = JSON.stringify({ bodyHash, hash, part, redactedAt })
  return `{"body":${body},${rest.slice(1)}`
}

const document = z.enum(['report', 'post_mortem'])
const section = z.enum([...new Set([...sectionsOf.report, ...sectionsOf.post_mortem])])

const version = z.strictObject({
  document,
  version: seq,
  seq,
  throughSeq: seq,
  /** The text that `hash` is of, unless it was redacted. */
  content: z.string(),
  hash,
  redactedAt: instant.nullable(),
})

const workingSection = z.strictObject({
  document,
  section,
  revision: seq,
  text: text.nullable(),
  composedThen: text,
  editedBy: short,
  editedByName: short,
  editedAt: instant,
})

const comment = z.strictObject({
  id: uuid,
  document,
  section,
  text,
  by,
  at: instant,
  resolvedBy: by.nullable(),
  resolvedAt: instant.nullable(),
})

const followUp = z.strictObject({
  id: uuid,
  number: seq,
  title: text,
  kind: z.enum(followUpKinds),
  state: z.enum(followUpStates),
  owner: by.nullable(),
  dueOn: z.iso.date().nullable(),
  url: text.nullable(),
  outcome: text.nullable(),
  createdBy: by,
  createdAt: instant,
  changedAt: instant,
  endedAt: instant.nullable(),
})

/** Who was sent what: neither an address nor what it said. */
const delivery = z.strictObject({
  id: uuid,
  kind: z.enum(['report', 'post_mortem']),
  seq: seq.nullable(),
  recipient: by,
  version: seq,
  state: z.enum(deliveryStates),
  createdAt: instant,
  sentAt: instant.nullable(),
  changedAt: instant,
})

const file = z.strictObject({
  id: uuid,
  seq,
  name: short,
  mediaType: z.enum([...imageTypes, 'text/plain']),
  size: z.int().min(1).max(maxFileSize),
  width: z.int().min(1).nullable(),
  height: z.int().min(1).nullable(),
  uploadedBy: short,
  createdAt: instant,
  /** Where its bytes are in the bundle; null: they were redacted. */
  path: short.nullable(),
})

export const recordShape = z.strictObject({
  versions: z.array(version),
  sections: z.array(workingSection),
  comments: z.array(comment),
  followUps: z.array(followUp),
  deliveries: z.array(delivery),
  files: z.array(file),
})
export type BundleRecord = z.output<typeof recordShape>
export type RecordedDelivery = BundleRecord['deliveries'][number]
export type RecordedFile = BundleRecord['files'][number]

const endings: Record<RecordedFile['mediaType'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'text/plain': 'txt',
}

/** Named by its entry and id: what somebody called it could lead anywhere. */
export function attachmentPath({
  seq,
  id,
  mediaType,
}: Pick<RecordedFile, 'seq' | 'id' | 'mediaType'>): string {
  return `attachments/${seq}-${id}.${endings[mediaType]}`
}

/** JSON for people too, the same text for the same value. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
