/** At 100,000 entries, by the plans that Postgres really ran: nothing reads a whole table where an index serves. */
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { makeIncidents, planted } from '#e2e/kit/many-incidents.ts'
import { explaining, nodesOf, type PlanNode, watchPlans } from '#e2e/kit/plans.ts'
import { parseEntry } from '#lib/incident/entries/table.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { bodyOf, chain, genesis, sha256 } from '#lib/log/chain.ts'
import { listChoices, listLabels } from '#lib/log/choices.ts'
import { findByGroup } from '#lib/log/find.ts'
import { listActive, listIncidents } from '#lib/log/list.ts'
import { getSnapshot, listEntries } from '#lib/log/queries.ts'
import { findSimilar } from '#lib/log/similar.ts'
import { respell } from '#lib/log/spelling.ts'
import { getNow } from '#lib/now/queries.ts'
import { getReach } from '#lib/share-link/reach/queries.ts'

const kit = await testDatabase()
const [count, length] = [1_000, 100]
await closeDatabase()
const plansOf = watchPlans(connectDatabase(explaining(kit.url)))
let me: Actor
let deep = ''

beforeAll(async () => {
  me = await kit.person({ name: 'Ines Okafor' })
  const client = new pg.Client({ connectionString: kit.url })
  await client.connect()
  await makeIncidents((text, values) => client.query(text, values), { count, length, personId: me.id })
  await client.end()
  for (let page = 0; page < 3; page++) {
    deep = (await listIncidents({ limit: 200, cursor: deep })).nextCursor ?? ''
  }
}, 180_000)

/** Every question that a page or the API asks of incidents and their logs. */
const questions: Record<string, () => Promise<unknown>> = {
  'the list': () => findByGroup({}),
  'a later page': () => findByGroup({ cursor: deep }),
  'by status': () => findByGroup({ status: 'cancelled' }),
  'what is open': () => findByGroup({ status: 'open' }),
  'by severity and kind': () => findByGroup({ severity: 'SEV1', kind: 'drill' }),
  'by person': () => findByGroup({ person: me.id }),
  'by person and role': () => findByGroup({ person: me.id, role: 'commander' }),
  'by label': () => findByGroup({ label: ['component:part 3'] }),
  'by days': () => findByGroup({ from: '2026-01-01', to: '2099-01-01', zone: 'Europe/Berlin' }),
  'a common word': () => findByGroup({ q: planted.common }),
  'a rare word': () => findByGroup({ q: planted.rare }),
  'a word of long ago': () => findByGroup({ q: planted.old }),
  'a word that stands once': () => findByGroup({ q: planted.once }),
  'the beginning of a word': () => findByGroup({ q: 'p' }),
  'two words and filters': () => findByGroup({ q: 'ticket replica', person: me.id, severity: 'SEV2' }),
  'a number': () => findByGroup({ q: '321' }),
  'a ref': () => findByGroup({ q: 'inc 321' }),
  'a slip of the finger': () => respell('zebrafsh'),
  'what is chosen from': () => listChoices(),
  'labels in use': () => listLabels(),
  'what looks alike': () => findSimilar('Customer cannot log in'),
  'the strip': () => listActive(),
  'an incident': () => getSnapshot('INC-321', { limit: 200 }),
  'a page of its log': () => listEntries('INC-321', { after: 50, limit: 50 }),
  'a search in its log': () => listEntries('INC-321', { q: 'replica' }),
  'the dashboard': () => getNow(me, new Date().toISOString()),
  'whom an update reaches': () => getReach(me, 'INC-321', new Date().toISOString()),
}

test.each(Object.entries(questions))('%s reads no whole log', async (_, ask) => {
  const plans = await plansOf(ask)
  expect(plans.length).toBeGreaterThan(0)
  const nodes = plans.flatMap(({ Plan }) => nodesOf(Plan)).filter(isOfEntries)
  expect(nodes.filter((node) => node['Node Type'].includes('Seq Scan'))).toEqual([])
  // Not by the back door either: an index asked once per incident reads more than the table holds.
  expect(nodes.filter((node) => rowsOf(node) > count * length)).toEqual([])
})

test('where an index of incidents or roles could serve, one does', async () => {
  await closeDatabase()
  // Without sequential scans Postgres makes one all the same where no index serves, and only there.
  const plansOf = watchPlans(connectDatabase(explaining(kit.url, { enable_seqscan: 'off' })))
  const found: string[] = []
  for (const [name, ask] of Object.entries(questions)) {
    const plans = await plansOf(ask)
    const scans = plans
      .flatMap(({ Plan }) => nodesOf(Plan))
      .filter((node) => node['Node Type'].includes('Seq Scan'))
    const tables = scans.map((node) => node['Relation Name'])
    if (tables.includes('incidents') || tables.includes('role_spans')) found.push(name)
  }
  expect(found).toEqual([])
})

test('what was planted is found', async () => {
  const refs = async (q: string) => (await listIncidents({ q, limit: 200 })).incidents.map(({ ref }) => ref)
  expect(await refs(planted.once)).toEqual(['INC-321'])
  expect(await refs(planted.rare)).toHaveLength(count / 50)
  const old = await listIncidents({ q: planted.old, limit: 200 })
  expect(old.incidents[0]?.ref).toBe('INC-599')
  expect(old.nextCursor).not.toBeNull()
  const [common] = (await findByGroup({ q: planted.common })).incidents
  expect(common?.ref).toBe('INC-988')
  expect(await respell('zebrafsh')).toBe(planted.rare)
})

test('a log that is made in SQL is chained and written as the door does it', async () => {
  const log = await kit.sql<{ body: string; hash: Buffer; id: string }>(
    `select body, hash, incident_id as id from entries where incident_id = (select id from incidents where ref = 'INC-321')
     order by seq`,
  )
  expect(log).toHaveLength(length)
  let head = genesis(log[0]?.id ?? '')
  log.forEach(({ body, hash }, index) => {
    const entry = parseEntry(JSON.parse(body))
    expect(bodyOf(entry)).toBe(body)
    head = chain(head, index + 1, sha256(body))
    expect(head.equals(hash)).toBe(true)
  })
})

function isOfEntries(node: PlanNode): boolean {
  return node['Relation Name'] === 'entries' || node['Index Name']?.startsWith('entries_') === true
}

function rowsOf(node: PlanNode): number {
  return (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1)
}
