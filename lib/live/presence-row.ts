/** The rows behind "who is watching": the one place that writes them (D20). */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { presence } from '#db/schema/presence.ts'

/** One open stream of a person on an incident. */
export type Watch = { streamId: string; incidentId: string; personId: string }
export type Watcher = { id: string; name: string }

/**
 * Says in one statement that these streams are open and those gone, and forgets what no process has said for 45 s.
 * Gives who is watching the incidents of `open`, over all processes, by incident and in order of their names.
 */
export async function beatPresence(
  open: readonly Watch[],
  gone: readonly string[],
): Promise<Map<string, Watcher[]>> {
  const column = (name: keyof Watch) => sql.param(open.map((watch) => watch[name]))
  // The parts of one statement do not see each other's writes, so what is said now stands beside what is found.
  const { rows } = await database().execute<{ incident_id: string } & Watcher>(sql`
    with mine as (
      select * from unnest(${column('streamId')}::uuid[], ${column('incidentId')}::uuid[],
        ${column('personId')}::uuid[]) as mine (stream_id, incident_id, person_id)
    ), said as (
      insert into ${presence} (stream_id, incident_id, person_id, seen_at) select *, now() from mine
      on conflict (stream_id) do update set seen_at = excluded.seen_at
    ), forgotten as (
      delete from ${presence} where stream_id in (
        select stream_id from ${presence}
        where stream_id = any(${sql.param([...gone])}::uuid[]) or seen_at < now() - interval '45 seconds'
        for update skip locked)
        and stream_id not in (select stream_id from mine)
    ), watching as (
      select incident_id, person_id from mine union
      select incident_id, person_id from ${presence}
      where incident_id in (select incident_id from mine) and seen_at >= now() - interval '45 seconds'
        and stream_id <> all(${sql.param([...gone])}::uuid[])
    )
    select incident_id, id, name from watching join ${people} on id = person_id order by incident_id, name, id`)
  const watching = new Map<string, Watcher[]>()
  for (const { incident_id, id, name } of rows) {
    const others = watching.get(incident_id)
    if (others) others.push({ id, name })
    else watching.set(incident_id, [{ id, name }])
  }
  return watching
}
