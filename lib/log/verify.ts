/**
 * Checks every chain and every fold: each entry's hash against its body and its predecessor, numbers without gaps,
 * length and head against the incident's row, that row against the fold of its log, and that no incident is
 * missing: refs have no gaps (D3, D5, D7). A redacted entry keeps the hash of what it said: it is right when a later
 * entry says that it was redacted, and nothing but its words is gone.
 */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { withTransaction } from '#db/client.ts'
import { redactEntry } from '#lib/incident/entries/redact.ts'
import { evolve, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident, RoleSpan } from '#lib/incident/incident.ts'
import { bodyOf, chain, genesis, sha256 } from '#lib/log/chain.ts'
import { refOf } from '#lib/log/ref.ts'
import { columnsOf } from '#lib/log/row.ts'

/** The first thing wrong with one incident. `seq` is the entry at fault, or null when the row itself is. */
export type Fault = { ref: string; seq: number | null; what: string }

export type Verification = { faults: Fault[]; incidents: number; entries: number }

/**
 * Every incident's first fault, in the order of their ids, then the missing ones; all read in one moment, so
 * writing may go on.
 */
export async function verify(): Promise<Verification> {
  return await withTransaction(
    async (tx) => {
      const { rows } = await tx.execute<IncidentRow>(incidentRows)
      const result: Verification = { faults: [], incidents: rows.length, entries: 0 }
      for (const row of rows) {
        const { rows: log } = await tx.execute<EntryRow>(entryRows(row.id))
        result.entries += log.length
        const fault = check(row, log)
        if (fault) result.faults.push({ ref: row.ref, ...fault })
      }
      const { rows: counters } = await tx.execute<Counter>(sql`select kind, last from ref_counters`)
      result.faults.push(...missing(counters, new Set(rows.map(({ ref }) => ref))))
      return result
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

type Counter = { kind: Incident['kind']; last: number }
type IncidentRow = {
  id: string
  ref: string
  seq: number
  head: string
  state: Incident
  columns: Record<string, string | string[] | null>
  spans: { role: string; id: string; from: string; until: string | null }[] | null
}
type EntryRow = {
  seq: number
  body: string
  bodyHash: string
  hash: string
  commandId: string
  occurredAt: string
  recordedAt: string
  redactedAt: string | null
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

const incidentRows = sql`
  select i.id, i.ref, i.seq, encode(i.head_hash, 'hex') as head, i.state,
    json_build_object('ref', i.ref, 'kind', i.kind, 'topic', i.topic, 'severity', i.severity, 'status', i.status,
      'impactStartedAt', ${utc('i.impact_started_at')}, 'reportedAt', ${utc('i.reported_at')},
      'acknowledgedAt', ${utc('i.acknowledged_at')}, 'mitigatedAt', ${utc('i.mitigated_at')},
      'resolvedAt', ${utc('i.resolved_at')}, 'closedAt', ${utc('i.closed_at')},
      'labels', i.labels, 'mergedInto', i.merged_into) as columns,
    (select json_agg(json_build_object('role', role, 'id', person_id, 'from', ${utc('started_at')}, 'until', ${utc('ended_at')}))
       from role_spans where incident_id = i.id) as spans
  from incidents i order by i.id`

const entryRows = (incidentId: string) => sql`
  select seq, body, encode(body_hash, 'hex') as "bodyHash", encode(hash, 'hex') as hash, command_id as "commandId",
    ${utc('occurred_at')} as "occurredAt", ${utc('recorded_at')} as "recordedAt", ${utc('redacted_at')} as "redactedAt"
  from entries where incident_id = ${incidentId} order by seq`

type Finding = Omit<Fault, 'ref'>

function check(row: IncidentRow, log: EntryRow[]): Finding | null {
  let head = genesis(row.id)
  const redacted = new Set<number>()
  const said = new Set<number>()
  let state: Incident | null = null
  for (const [index, entry] of log.entries()) {
    if (entry.seq !== index + 1) {
      return { seq: index + 1, what: `entry ${index + 1} is missing: entry ${entry.seq} stands in its place` }
    }
    if (entry.redactedAt !== null) redacted.add(entry.seq)
    else if (sha256(entry.body).toString('hex') !== entry.bodyHash) {
      return { seq: entry.seq, what: 'its text was changed' }
    }
    head = chain(head, entry.seq, Buffer.from(entry.bodyHash, 'hex'))
    if (head.toString('hex') !== entry.hash) {
      return { seq: entry.seq, what: 'its hash does not follow from the entry before it' }
    }
    const wrong = readBody(entry)
    if (typeof wrong === 'string') return { seq: entry.seq, what: wrong }
    if (wrong.type === 'entry_redacted' && wrong.corrects !== null) said.add(wrong.corrects)
    try {
      state = evolve(state, wrong)
    } catch (error) {
      return { seq: entry.seq, what: `it cannot be folded: ${String(error)}` }
    }
  }
  return checkRedactions(redacted, said) ?? checkRow(row, log.length, head, state)
}

function checkRedactions(redacted: ReadonlySet<number>, said: ReadonlySet<number>): Finding | null {
  const unsaid = [...redacted].find((seq) => !said.has(seq))
  if (unsaid !== undefined) return { seq: unsaid, what: 'it was redacted, and no entry says so' }
  const undone = [...said].find((seq) => !redacted.has(seq))
  if (undone !== undefined) return { seq: undone, what: 'an entry says that it was redacted, and it is not' }
  return null
}

/** The parsed entry, or what is wrong with its body or with the columns beside it. */
function readBody(entry: EntryRow): StoredEntry | string {
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

function checkRow(row: IncidentRow, length: number, head: Buffer, state: Incident | null): Finding | null {
  if (length < row.seq)
    return { seq: length + 1, what: `the log ends at ${length}, but ${row.seq} entries were written` }
  if (length > row.seq)
    return { seq: row.seq + 1, what: `it was added past the log's recorded end (${row.seq})` }
  if (head.toString('hex') !== row.head)
    return { seq: length, what: 'the head of the chain differs from the incident’s row' }
  if (state === null) return { seq: null, what: 'it has no log' }
  if (!isDeepStrictEqual(row.state, plain(state))) {
    return { seq: null, what: `its state is not the fold of its log: ${differing(row.state, state)}` }
  }
  const { state: _, foldVersion: __, ...columns } = columnsOf(state)
  const expected = { ref: state.ref, kind: state.kind, ...columns }
  if (!isDeepStrictEqual(plain(row.columns), plain(expected))) {
    return { seq: null, what: `its row is not the fold of its log: ${differing(row.columns, expected)}` }
  }
  if (!isDeepStrictEqual(ordered((row.spans ?? []).map(spanKey)), ordered(state.roles.map(roleKey)))) {
    return { seq: null, what: 'its role spans are not the fold of its log' }
  }
  return null
}

/** Refs that were given out and have no row. */
function missing(counters: readonly Counter[], refs: ReadonlySet<string>): Fault[] {
  return counters
    .flatMap(({ kind, last }) => Array.from({ length: last }, (_, index) => refOf(kind, index + 1)))
    .filter((ref) => !refs.has(ref))
    .map((ref) => ({ ref, seq: null, what: 'it was declared, and its row is gone' }))
}

/** As JSON would bring it back: without undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function differing(a: object, b: object): string {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  const names = new Set([...left.keys(), ...right.keys()])
  return [...names]
    .filter((name) => !isDeepStrictEqual(plain(left.get(name) ?? null), plain(right.get(name) ?? null)))
    .join(', ')
}

type Span = NonNullable<IncidentRow['spans']>[number]
const spanKey = ({ role, id, from, until }: Span) => `${role} ${id} ${from} ${until}`
const roleKey = ({ role, person, from, until }: RoleSpan) => `${role} ${person.id} ${from} ${until}`
const ordered = (keys: string[]) => [...keys].sort()
