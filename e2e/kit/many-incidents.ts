/** Ten thousand incidents with their logs, written in SQL past the door but through the same triggers. */
import { incidentReported } from '#lib/incident/entries/reported.ts'
import type { Incident, Status } from '#lib/incident/incident.ts'
import { severities } from '#lib/incident/incident.ts'
import { columnsOf } from '#lib/log/row.ts'

type Sql = (text: string, values?: unknown[]) => Promise<unknown>

/** Words that a test looks for: in every hundredth entry, in the logs of one incident in fifty, in one entry. */
export const planted = { common: 'connections', rare: 'zebrafish', old: 'mainframe', once: 'quokka' } as const

/** Entries of one incident per transaction: within one, Postgres walks all earlier versions of the incident's row. */
const step = 5

/**
 * `count` incidents of `length` entries each, an hour apart, the newest now: the newest twelve open, one in ten a
 * drill, one in seven with a label. Every hash is right; the states are those of the reports, with their ends.
 */
export async function makeIncidents(
  sql: Sql,
  { count, length, personId }: { count: number; length: number; personId: string },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index, count))
  for (let from = 0; from < rows.length; from += 1_000) {
    await sql(insertIncidents, [JSON.stringify(rows.slice(from, from + 1_000))])
  }
  for (let seq = 1; seq <= length; seq += step) {
    await sql(insertEntries, [seq, Math.min(length, seq + step - 1), common])
  }
  await sql(
    `insert into role_spans (incident_id, role, person_id, started_at, ended_at)
     select id, 'commander', case when substr(ref, length(ref)) = '7' then $1 else ref end, reported_at, resolved_at
     from incidents`,
    [personId],
  )
  // What fits the log: the newest number that each state tells of.
  await sql(`update incidents set state = jsonb_set(state, '{seq}', to_jsonb(seq))`)
  await sql('vacuum analyze incidents')
  await sql('vacuum analyze entries')
  await sql('vacuum analyze role_spans')
}

const topics = ['Customers cannot log in', 'Refunds are paid twice', 'Label queue is slow', 'Export is empty']

function rowOf(index: number, count: number) {
  const number = index + 1
  const isDrill = number % 10 === 0
  const at = Date.now() - (count - number) * 3_600_000
  const status: Status = number > count - 12 ? 'investigating' : number % 40 === 0 ? 'cancelled' : 'closed'
  const state = stateOf({ number, isDrill, at, status })
  const { state: _, labels, mergedInto: __, ...columns } = columnsOf(state)
  return { id: state.id, ref: state.ref, kind: state.kind, state, ...columns, labels }
}

type Given = { number: number; isDrill: boolean; at: number; status: Status }

function stateOf({ number, isDrill, at, status }: Given): Incident {
  const id = uuid(at, number)
  const instant = (minutes: number) => new Date(at + minutes * 60_000).toISOString()
  const person = { kind: 'person', id: 'somebody', name: 'Ines Okafor' } as const
  const begun = incidentReported.evolve(
    // The first entry ignores the state it is given.
    null as unknown as Incident,
    {
      ...{ id, ref: `${isDrill ? 'DRILL' : 'INC'}-${number}`, kind: isDrill ? 'drill' : 'real' },
      topic: `${topics[number % topics.length]} (${number})`,
      severity: severities[number % 3] ?? 'SEV3',
      ...{ reported: 'Three calls in a row.', reportedBy: 'Mara Lindqvist', source: 'Phone call' },
      impact: { who: null, how: null },
    },
    {
      ...{ seq: 1, v: 1, occurredAt: instant(0), recordedAt: instant(0), actor: person, corrects: null },
      commandId: id,
    },
  )
  const isOver = status === 'closed'
  return {
    ...begun,
    status,
    labels: number % 7 === 0 ? [{ kind: 'component', name: `Part ${number % 5}` }] : [],
    milestones: {
      ...begun.milestones,
      acknowledgedAt: instant(2),
      resolvedAt: isOver ? instant(50) : null,
      closedAt: isOver ? instant(70) : null,
    },
  }
}

/** Version 7: the time, then the number, so that the order of ids is that of reports. */
function uuid(at: number, number: number): string {
  const time = at.toString(16).padStart(12, '0')
  const tail = number.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`
}

const insertIncidents = `
  insert into incidents (id, ref, kind, head_hash, fold_version, state, topic, severity, status, impact_started_at,
    reported_at, acknowledged_at, mitigated_at, resolved_at, closed_at, labels)
  select id, ref, kind, sha256(convert_to(id::text, 'UTF8')), "foldVersion", state, topic, severity, status,
    "impactStartedAt", "reportedAt", "acknowledgedAt", "mitigatedAt", "resolvedAt", "closedAt", labels
  from jsonb_to_recordset($1::jsonb) as one (id uuid, ref text, kind text, "foldVersion" int, state jsonb, topic text,
    severity text, status text, "impactStartedAt" timestamptz, "reportedAt" timestamptz, "acknowledgedAt" timestamptz,
    "mitigatedAt" timestamptz, "resolvedAt" timestamptz, "closedAt" timestamptz, labels text[])`

const common = [
  'The lock is held by the migration. We wait for the index.',
  `p95 of POST /session is 29.8 s, ${planted.common} at 118 of 120.`,
  'Support has three more calls. They all say the same: the page stays blank after the button.',
  'Rolled back. The replica is behind by four minutes and catches up.',
  'No change since the last look at the dashboard of the payment provider.',
]

/** Canonical bodies (RFC 8785): keys sorted, one spelling per value. */
const insertEntries = `
  insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
  select i.id, s, format('{"actor":{"id":"somebody","kind":"person","name":"Ines Okafor"},"commandId":"%s","corrects":null,"occurredAt":"%s","payload":%s,"recordedAt":"%s","seq":%s,"type":"%s","v":1}',
      command, said, case when s = 1 then report else format('{"kind":"note","text":%s}', to_json(text)) end, said, s,
      case when s = 1 then 'incident_reported' else 'logged' end),
    command, 0, said::timestamptz, said::timestamptz, '', ''
  from (
    select *, split_part(ref, '-', 2)::int as n from incidents) i
  cross join generate_series($1::int, $2::int) s
  cross join lateral (select
    (lpad(to_hex(s), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as command,
    to_char((i.reported_at + s * interval '17 seconds') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as said) at
  cross join lateral (select
    ($3::text[])[1 + (s * 7 + n) % 5] || ' Ticket ' || (n * 131 + s) % 5003
      || case when n % 50 = 0 and s % 10 = 3 then ' ${planted.rare}' else '' end
      || case when n < 600 and s % 2 = 0 then ' ${planted.old}' else '' end
      || case when n = 4321 % (select count(*) from incidents) and s = 7 then ' ${planted.once}' else '' end as text) words
  cross join lateral (select format('{"id":"%s","impact":{"how":null,"who":null},"kind":"%s","ref":"%s","reported":%s,"reportedBy":%s,"severity":"%s","source":%s,"topic":%s}',
    i.id, kind, ref, state -> 'reported', state -> 'reportedBy', severity, state -> 'source', to_json(topic)) as report) first
  order by i.id, s`
