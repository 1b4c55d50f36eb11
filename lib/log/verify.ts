/**
 * Checks every chain and every fold: each entry's hash against its body and its predecessor, numbers without gaps,
 * length and head against the incident's row, that row against the fold of its log, and that no incident is
 * missing: refs have no gaps (D3, D5, D7) but those that an import left, which were never given out here.
 */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { withTransaction } from '#db/client.ts'
import type { Incident, RoleSpan } from '#lib/incident/incident.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { type CheckedRow, checkLog, type Finding } from '#lib/log/check-log.ts'
import { refOf } from '#lib/log/ref.ts'
import { columnsOf } from '#lib/log/row.ts'

/** The first thing wrong with one incident. */
export type Fault = Finding & { ref: string }

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
        const { rows: log } = await tx.execute<CheckedRow>(entryRows(row.id))
        result.entries += log.length
        const fault = check(row, log)
        if (fault) result.faults.push({ ref: row.ref, ...fault })
      }
      const { rows: counters } = await tx.execute<Counter>(counterRows)
      result.faults.push(...missing(counters, new Set(rows.map(({ ref }) => ref))))
      return result
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

type Counter = { kind: Incident['kind']; last: number; skipped: { after: number; before: number }[] | null }
/** An incident that came with a higher number than the next moved the counter: the numbers between were left out. */
const counterRows = sql`
  select kind, last, (
    select json_agg(json_build_object('after', m.skipped_after, 'before', substring(i.ref from '[0-9]+$')::integer))
    from imports m join incidents i on i.id = m.incident_id
    where i.kind = c.kind and m.skipped_after is not null) as skipped
  from ref_counters c`
type IncidentRow = {
  id: string
  ref: string
  seq: number
  head: string
  state: Incident
  columns: Record<string, string | string[] | null>
  told: PublicState | null
  spans: { role: string; id: string; from: string; until: string | null }[] | null
}
const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

const incidentRows = sql`
  select i.id, i.ref, i.seq, encode(i.head_hash, 'hex') as head, i.state,
    (select state from public_states where incident_id = i.id) as told,
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

function check(row: IncidentRow, log: CheckedRow[]): Finding | null {
  const { finding, head, state, told } = checkLog(row.id, log)
  return finding ?? checkRow(row, log.length, head, state) ?? checkPublic(row, told)
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

/** What those outside are told must be the fold of the log too (D15). */
function checkPublic(row: IncidentRow, told: PublicState | null): Finding | null {
  if (isDeepStrictEqual(row.told, plain(told))) return null
  return { seq: null, what: 'its public state is not the fold of its log' }
}

/** Refs that were given out and have no row. */
function missing(counters: readonly Counter[], refs: ReadonlySet<string>): Fault[] {
  return counters
    .flatMap(({ kind, last, skipped }) =>
      Array.from({ length: last }, (_, index) => index + 1)
        .filter((number) => !skipped?.some(({ after, before }) => after < number && number < before))
        .map((number) => refOf(kind, number)),
    )
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
