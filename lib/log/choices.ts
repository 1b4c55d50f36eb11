/** What the filters of the list offer to choose from. */
import { sql } from 'drizzle-orm'
import type { QueryResultRow } from 'pg'
import { database } from '#db/client.ts'
import type { Label } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import type { Choices } from '#lib/log/model.ts'
import { labelColumn } from '#lib/log/row.ts'

/** Labels are learned from the newest incidents that have any, and this many names are offered. */
const LABELLED = 1_000
const MOST = 200

/** Everybody by name, who has left too: their incidents stay. And the labels in use. ONE query. */
export async function listChoices(): Promise<Choices> {
  const [row] = await asked<{ people: Choices['people'] | null; labels: Label[] | null }>(sql`
    select (select json_agg(json_build_object('value', id, 'name', name) order by lower(name), id) from people) as people,
      (select json_agg(label) from (${labels()}) as used) as labels`)
  const used = (row?.labels ?? []).map((label) => ({ value: labelColumn(label), name: label.name }))
  return { people: row?.people ?? [], labels: used.sort((a, b) => (a.value < b.value ? -1 : 1)) }
}

/** Labels that incidents have, the most used first: what a new one is suggested from. ONE query. */
export async function listLabels(): Promise<Label[]> {
  return (await asked<{ label: Label }>(labels())).map(({ label }) => label)
}

/** One spelling per label: the one that the newest incident has. */
function labels() {
  return sql`
    select (array_agg(one.label order by reported_at desc))[1] as label
    from (select reported_at, state -> 'labels' as labels from incidents where labels <> '{}'
      order by reported_at desc nulls last, id desc nulls last limit ${LABELLED}) as newest
    cross join lateral jsonb_array_elements(newest.labels) as one (label)
    group by one.label ->> 'kind', lower(one.label ->> 'name')
    order by count(*) desc, 1 limit ${MOST}`
}

async function asked<Row extends QueryResultRow>(query: ReturnType<typeof sql>) {
  try {
    return (await database().execute<Row>(query)).rows
  } catch (error) {
    throw toAppError(error)
  }
}
