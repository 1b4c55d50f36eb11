/** What a decision needs to know besides the state, read in one statement once the lock is held. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import type {
  KnownFile,
  KnownPerson,
  KnownStakeholder,
  KnownVersion,
  Repeated,
} from '#lib/incident/commands/command.ts'
import { type Command, definitionOf } from '#lib/incident/commands/table.ts'
import { type Entry, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { toWire } from '#lib/log/append.ts'
import { readFiles } from '#lib/log/attach.ts'
import { learnDocuments, type Prepared } from '#lib/log/document.ts'
import { findRepeated } from '#lib/log/redact.ts'

export type Surroundings = {
  now: Instant
  person: (id: string) => KnownPerson | null
  entry: (seq: number) => Entry | null
  file: (id: string) => KnownFile | null
  /** What repeats words of the entry that is to be redacted. */
  repeated: Repeated
  stakeholder: (id: string) => KnownStakeholder | null
  document: Prepared | null
  version: KnownVersion | null
  /** The answer already given to this actor under this key, or null. */
  firstAnswer: string | null
}

type Question = {
  command: Command
  actor: { id: string }
  key?: string | undefined
  request: Buffer
  clock?: (() => Instant) | undefined
  incidentId: string | undefined
  /** The ids of the other incidents that are locked. */
  others: readonly string[]
}

/**
 * The time (never before the previous entry of any log at hand), the people, entries and files that the command names,
 * and whether this key was answered before. Throws AppError key_reused if the key came with another request.
 */
export async function learn(tx: Transaction, question: Question): Promise<Surroundings> {
  const { command, actor, key = null, request, clock, incidentId = null } = question
  const needs = definitionOf(command.type).needs?.(command.input) ?? {}
  const { rows } = await tx.execute<Row>(sql`
    select clock_timestamp() as now,
      (select max(e.recorded_at) from incidents i join entries e on e.incident_id = i.id and e.seq = i.seq
         where i.id = any(${sql.param([...(incidentId ? [incidentId] : []), ...question.others])}::uuid[])) as last,
      (select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'role', role, 'active', disabled_at is null))
         from people where id = any(${sql.param(needs.people ?? [])}::uuid[])) as people,
      (select jsonb_agg(jsonb_build_object('body', body, 'hash', encode(hash, 'hex')))
         from entries where incident_id = ${incidentId} and seq = any(${sql.param(needs.entries ?? [])}::integer[])) as entries,
      (select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'hasVersion', exists (select from deliveries d
           where d.incident_id = ${incidentId} and d.recipient_id = stakeholders.id::text
             and d.kind = ${needs.version?.document ?? null} and (d.source ->> 'version')::integer = ${needs.version?.version ?? null}
             and d.state not in ('failed', 'bounced', 'cancelled'))))
         from stakeholders where removed_at is null and id = any(${sql.param(needs.stakeholders ?? [])}::uuid[])) as stakeholders,
      k.request_hash as request, k.answer
    from (select 1) as one
    left join idempotency_keys k on k.actor_id = ${actor.id} and k.key = ${key}`)
  const [row] = rows
  if (!row) throw new Error('One row was asked for and none came')
  if (row.request && !row.request.equals(request)) {
    throw new AppError(
      'key_reused',
      'This Idempotency-Key was used for another request. Send the same body again, or use a new key.',
    )
  }
  const people = new Map((row.people ?? []).map((person) => [person.id, person]))
  const entries = new Map((row.entries ?? []).map(wireEntry).map((entry) => [entry.seq, entry]))
  const files = new Map((await readFiles(tx, needs.files ?? [])).map((file) => [file.id, file]))
  const { others } = question
  const repeated =
    needs.copiesOf && incidentId
      ? await findRepeated(tx, incidentId, { seq: needs.copiesOf, others })
      : { copies: [], sharing: [] }
  const now = laterOf(clock?.() ?? new Date(row.now).toISOString(), row.last)
  const stakeholders = new Map((row.stakeholders ?? []).map((one) => [one.id, one]))
  return {
    now,
    // A repeated request gets its first answer: nothing is read for it.
    ...(row.answer === null ? await learnDocuments(tx, { incidentId, needs, now }) : noDocuments),
    stakeholder: (id) => stakeholders.get(id) ?? null,
    person: (id) => people.get(id) ?? null,
    entry: (number) => entries.get(number) ?? null,
    file: (id) => files.get(id) ?? null,
    repeated,
    firstAnswer: row.answer,
  }
}

const noDocuments = { document: null, version: null }

type Row = {
  stakeholders: KnownStakeholder[] | null
  now: Date | string
  last: Date | string | null
  people: KnownPerson[] | null
  entries: { body: string; hash: string }[] | null
  request: Buffer | null
  answer: string | null
}

/** A stored row as readers get it. Throws UnknownEntry or a schema error on what this code cannot read. */
export function wireEntry(row: { body: string; hash: string }): Entry {
  // parseEntry checks the payload by its schema; the rest of the body was written by append.ts.
  return toWire(parseEntry(JSON.parse(row.body) as StoredEntry), row.hash)
}

function laterOf(now: Instant, last: Date | string | null): Instant {
  const previous = last === null ? now : new Date(last).toISOString()
  return previous > now ? previous : now
}
