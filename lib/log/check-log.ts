/**
 * Whether a log is what was written, from its rows alone: numbers without gaps, each entry's hash against its body and
 * its predecessor, and a body that can be read. A redacted entry keeps the hash of what it said: it is right when a
 * later entry says that it was redacted, and nothing but its words is gone. Pure.
 */
import { isDeepStrictEqual } from 'node:util'
import { redactEntry } from '#lib/incident/entries/redact.ts'
import { evolve, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { publish } from '#lib/incident/publish.ts'
import { bodyOf, chain, genesis, sha256 } from '#lib/log/chain.ts'

/** `seq` is the entry at fault, or null when it is none. */
export type Finding = { seq: number | null; what: string }

/** An entry as it is stored; hashes are hexadecimal. */
export type CheckedRow = {
  seq: number
  body: string
  bodyHash: string
  hash: string
  commandId: string
  occurredAt: string
  recordedAt: string
  redactedAt: string | null
}

/**
 * The first thing wrong, and what the log comes to as far as it is right: the head of the chain, the state, and
 * what those outside are told.
 */
export type CheckedLog = {
  finding: Finding | null
  head: Buffer
  state: Incident | null
  told: PublicState | null
}

/** Checks the rows of one log, which are in their order. */
export function checkLog(incidentId: string, log: readonly CheckedRow[]): CheckedLog {
  const so: CheckedLog = { finding: null, head: genesis(incidentId), state: null, told: null }
  const redacted = new Set<number>()
  const said = new Set<number>()
  for (const [index, row] of log.entries()) {
    const stored = checkEntry(row, index + 1, so)
    if ('what' in stored) return { ...so, finding: stored }
    if (row.redactedAt !== null) redacted.add(row.seq)
    if (stored.type === 'entry_redacted' && stored.corrects !== null) said.add(stored.corrects)
  }
  return { ...so, finding: checkRedactions(redacted, said) }
}

/** The entry, taken into chain and state; or what is wrong with it. */
function checkEntry(row: CheckedRow, expected: number, so: CheckedLog): StoredEntry | Finding {
  const { seq } = row
  if (seq !== expected) {
    return { seq: expected, what: `entry ${expected} is missing: entry ${seq} stands in its place` }
  }
  if (row.redactedAt === null && sha256(row.body).toString('hex') !== row.bodyHash) {
    return { seq, what: 'its text was changed' }
  }
  so.head = chain(so.head, seq, Buffer.from(row.bodyHash, 'hex'))
  if (so.head.toString('hex') !== row.hash) {
    return { seq, what: 'its hash does not follow from the entry before it' }
  }
  const stored = readBody(row)
  if (typeof stored === 'string') return { seq, what: stored }
  try {
    const state = evolve(so.state, stored)
    so.told = publish(so.told, stored, state)
    so.state = state
  } catch (error) {
    return { seq, what: `it cannot be folded: ${String(error)}` }
  }
  return stored
}

function checkRedactions(redacted: ReadonlySet<number>, said: ReadonlySet<number>): Finding | null {
  const unsaid = [...redacted].find((seq) => !said.has(seq))
  if (unsaid !== undefined) return { seq: unsaid, what: 'it was redacted, and no entry says so' }
  const undone = [...said].find((seq) => !redacted.has(seq))
  if (undone !== undefined) return { seq: undone, what: 'an entry says that it was redacted, and it is not' }
  return null
}

/** The parsed entry, or what is wrong with its body or with the columns beside it. */
function readBody(entry: CheckedRow): StoredEntry | string {
  try {
    const written = JSON.parse(entry.body) as StoredEntry // parseEntry throws on anything else
    const stored = parseEntry(written)
    // As it was written: parseEntry brings an older version up.
    if (bodyOf(written) !== entry.body) return 'its body is not the canonical text of an entry'
    if ((entry.redactedAt !== null) !== (written.redacted === true))
      return 'only half of it says that it was redacted'
    if (written.redacted && bodyOf(redactEntry(written)) !== entry.body)
      return 'it was redacted, and words stand in it'
    const { seq, commandId, occurredAt, recordedAt } = stored
    const beside = {
      seq: entry.seq,
      commandId: entry.commandId,
      occurredAt: entry.occurredAt,
      recordedAt: entry.recordedAt,
    }
    if (!isDeepStrictEqual({ seq, commandId, occurredAt, recordedAt }, beside)) {
      return 'the columns beside its body differ from it'
    }
    return stored
  } catch (error) {
    return `it cannot be read: ${String(error)}`
  }
}
