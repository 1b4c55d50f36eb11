/** Reads of one incident and its log. Each function is one statement. */
import { type SQL, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { holding } from '#db/like.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Incident, IncidentView } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import { wireEntry } from '#lib/log/learn.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { toView } from '#lib/log/row.ts'

/** The incident called `ref` (INC-42, any case). Throws AppError not_found. */
export async function getIncident(ref: string): Promise<IncidentView> {
  return (await getSnapshot(ref, { limit: 0 })).incident
}

/** The incident and its newest `limit` entries, oldest first: one statement, hence one moment. */
export async function getSnapshot(
  ref: string,
  { limit }: { limit: number },
): Promise<{ incident: IncidentView; entries: Entry[] }> {
  const row = await read(ref, sql`order by seq desc limit ${limit}`)
  return { incident: viewOf(row), entries: entriesOf(row).reverse() }
}

/** The incident and its whole log, oldest first: what the report is composed of. */
export async function getLog(ref: string): Promise<{ incident: IncidentView; entries: Entry[] }> {
  const row = await read(ref, sql`order by seq`)
  return { incident: viewOf(row), entries: entriesOf(row) }
}

/** `after` and `before` exclude themselves; `kinds` and `q` as lib/incident/entries/matching.ts reads them. */
export type EntriesQuery = Partial<{
  after: number | undefined
  before: number | undefined
  limit: number | undefined
  kinds: readonly string[] | undefined
  q: string | undefined
}>

/** `corrections` are those entries outside of the page that correct, redact or undo one on it. */
export type EntryPage = { entries: Entry[]; lastSeq: number; corrections: Entry[] }

/**
 * Up to `limit` (200) entries, oldest first: those that follow `after`, or, when only `before` is given, the newest
 * ones before it. `lastSeq` is the log's newest number.
 */
export async function listEntries(ref: string, query: EntriesQuery): Promise<EntryPage> {
  const { after, before, limit = 200 } = query
  const isBackward = before !== undefined && after === undefined
  const row = await read(
    ref,
    sql`and seq > ${after ?? 0} ${before === undefined ? sql`` : sql`and seq < ${before}`} ${chosen(query)}
      order by seq ${isBackward ? sql`desc` : sql`asc`} limit ${limit}`,
    correctingPage,
  )
  const entries = entriesOf(row).sort((a, b) => a.seq - b.seq)
  return { entries, lastSeq: row.state.seq, corrections: (row.corrections ?? []).map(wireEntry) }
}

/** The conditions of `isMatch`. The body's text is asked first: it is cheap, and most rows end there. */
function chosen({ kinds = [], q = '' }: EntriesQuery): SQL {
  const ofKind = sql`and array[type, payload ->> 'kind', payload ->> 'fact', payload ->> 'role'] && ${sql.param(kinds)}::text[]`
  const words = holding(q)
  const type = sql`replace(type, '_', ' ') ilike ${words}`
  const saying = sql`and (body ilike ${holding(JSON.stringify(q).slice(1, -1))} or ${type})
    and (${type} or (body::jsonb -> 'actor' ->> 'name') ilike ${words} or exists (
      select from jsonb_path_query(payload, '$.** ? (@.type() == "string")') said where said #>> '{}' ilike ${words}))`
  return sql`${kinds.length > 0 ? ofKind : sql``} ${q === '' ? sql`` : saying}`
}

type Stored = { body: string; hash: string }
type Row = { state: Incident; head: string; log: Stored[] | null; corrections: Stored[] | null }

async function read(ref: string, which: SQL, corrections = sql`null::json`): Promise<Row> {
  try {
    const { rows } = await database().execute<Row>(sql`
      select i.state, encode(i.head_hash, 'hex') as head, page.log, ${corrections} as corrections
      from incidents i, lateral (
        select array_agg(e.seq) as seqs, ${wireRows} as log
        from (select seq, body, hash from entries where incident_id = i.id ${which}) as e) as page
      where i.ref = ${readRef(ref)}`)
    const [row] = rows
    if (row) return row
  } catch (error) {
    throw toAppError(error)
  }
  throw noSuchIncident(ref)
}

const wireRows = sql`json_agg(json_build_object('body', e.body, 'hash', encode(e.hash, 'hex')))`

const correctingPage = sql`(
  select ${wireRows} from entries e
  where e.incident_id = i.id and e.type in ('entry_corrected', 'entry_redacted', 'change_undone')
    and (e.body::jsonb ->> 'corrects')::integer = any(page.seqs) and e.seq <> all(page.seqs))`

function viewOf(row: Row): IncidentView {
  return toView(row.state, row.head)
}

function entriesOf(row: Row): Entry[] {
  return (row.log ?? []).map(wireEntry)
}
