import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { database } from '#db/client.ts'
import { planted } from '#e2e/kit/many-incidents.ts'
import { listChoices } from '#lib/log/choices.ts'
import { findByGroup } from '#lib/log/find.ts'
import { listIncidents } from '#lib/log/list.ts'
import { getSnapshot, listEntries } from '#lib/log/queries.ts'
import { findSimilar } from '#lib/log/similar.ts'
import { getNow } from '#lib/now/queries.ts'

type Question = () => Promise<unknown>

/** What pages ask, the bare row first: it is the unit of the others. */
export async function questionsOf(
  db: Database,
  { count, me }: { count: number; me: string },
): Promise<Record<string, Question>> {
  const { rows } = await db.execute<{ id: string; ref: string }>(
    sql`select id, ref from incidents order by id limit 1 offset ${Math.floor(count / 2)}`,
  )
  const { id = '', ref = '' } = rows[0] ?? {}
  const deep = await cursorAt(Math.floor(count / 2))
  return {
    'one row by its primary key': () => database().execute(sql`select ref from incidents where id = ${id}`),
    'the list': () => findByGroup({}),
    'the list, half way down': () => findByGroup({ cursor: deep }),
    'its choices': () => listChoices(),
    'by status (cancelled)': () => findByGroup({ status: 'cancelled' }),
    'by severity and kind': () => findByGroup({ severity: 'SEV1', kind: 'drill' }),
    'by person': () => findByGroup({ person: me }),
    'by label': () => findByGroup({ label: ['component:part 3'] }),
    'by days': () => findByGroup({ from: '2020-01-01', to: '2099-01-01', zone: 'Europe/Berlin' }),
    'search: a common word': () => findByGroup({ q: planted.common }),
    'search: a rare word': () => findByGroup({ q: planted.rare }),
    'search: common, but long ago': () => findByGroup({ q: planted.old }),
    'search: a word that stands once': () => findByGroup({ q: planted.once }),
    'search: one letter': () => findByGroup({ q: 'p' }),
    'search: a slip of the finger': () => findByGroup({ q: 'zebrafsh' }),
    'search: no such word': () => findByGroup({ q: 'xylophone' }),
    'search: two words, a person': () => findByGroup({ q: 'ticket replica', person: me }),
    'similar open incidents': () => findSimilar('Customers can not log in'),
    'an incident, 200 entries': () => getSnapshot(ref, { limit: 200 }),
    'a page of its log': () => listEntries(ref, { after: 20, limit: 50 }),
    'the dashboard': () =>
      getNow({ kind: 'person', id: me, name: 'Ines Okafor', role: 'member' }, new Date().toISOString()),
  }
}

async function cursorAt(place: number): Promise<string> {
  let cursor = ''
  for (let passed = 0; passed < place; passed += 200) {
    cursor = (await listIncidents({ limit: 200, cursor })).nextCursor ?? cursor
  }
  return cursor
}
