/** Why incidents were found: where the words stand. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import type { Finding } from '#lib/log/model.ts'
import { asRef, logOf, wanted } from '#lib/log/search.ts'
import { placesOf, snippetOf } from '#lib/log/snippet.ts'
import { readText } from '#lib/log/words.ts'

/** Entries shown of an incident, and looked at: the topic alone may be what the first one has. */
const SHOWN = 2
const READ = 4

/**
 * Per ref, where what somebody typed stands: in the topic, and in the first two entries of the log that mention it.
 * ONE query; none when nothing was searched for, or a ref.
 */
export async function findingsOf(
  incidents: readonly Pick<Incident, 'id' | 'ref' | 'topic'>[],
  typed: string | undefined,
): Promise<Record<string, Finding>> {
  const text = readText(typed ?? '')
  if (text === '' || asRef(text) || incidents.length === 0) return {}
  const mentions = await mentionsIn(
    incidents.map(({ id }) => id),
    text,
  )
  return Object.fromEntries(
    incidents.map(({ id, ref, topic }) => {
      const entries = (mentions.get(id) ?? []).map((entry) => snippetOf(entry, text))
      const shown = entries.filter((snippet) => snippet !== null).slice(0, SHOWN)
      return [ref, { topic: placesOf(text, topic), entries: shown }]
    }),
  )
}

async function mentionsIn(ids: string[], text: string): Promise<Map<string, StoredEntry[]>> {
  try {
    const { rows } = await database().execute<{ id: string; bodies: string[] | null }>(sql`
      select asked.id, (
        select array_agg(body order by seq) from (
          select seq, body from (${logOf(sql`asked.id`)}) as log where words @@ ${wanted(text)}
          order by seq limit ${READ}) as mention) as bodies
      from unnest(${sql.param(ids)}::uuid[]) as asked (id)`)
    // Written by append.ts; parseEntry checks each again.
    const read = (body: string) => parseEntry(JSON.parse(body) as StoredEntry)
    return new Map(rows.map(({ id, bodies }) => [id, (bodies ?? []).map(read)]))
  } catch (error) {
    throw toAppError(error)
  }
}
