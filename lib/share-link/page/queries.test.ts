import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { connectionDefaults } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import { openReads } from './queries.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const reads = await openReads()
afterAll(async () => await reads.close())

test('pages of links read as the public role, which answers all that they ask', async () => {
  expect(reads.isPublicRole).toBe(true)
  expect(await reads.links()).toEqual([])
  expect(await reads.states([])).toEqual([])
  const { house, recent } = await reads.standing([], true, new Date().toISOString())
  expect(house).toEqual({ name: 'Northfield', zone: 'Europe/Berlin' })
  expect(recent?.size).toBe(0)
})

const others = [
  'entries',
  'incidents',
  'people',
  'share_links',
  'public_states',
  'subscribers',
  'organisation',
  'sessions',
  'deliveries',
]
test.each(others)('that role sees nothing of %s', async (table) => {
  const client = new pg.Client({
    ...connectionDefaults,
    connectionString: kit.url,
    options: '-c role=sitrep_public',
  })
  await client.connect()
  try {
    await expect(client.query(`select 1 from ${table} limit 1`)).rejects.toThrow(/permission denied/)
  } finally {
    await client.end()
  }
})

test('where that role may not read all of it, the owner reads', async () => {
  await kit.sql('revoke select on stakeholder_house from sitrep_public')
  const asOwner = await openReads()
  try {
    expect(asOwner.isPublicRole).toBe(false)
    expect((await asOwner.standing([], false, new Date().toISOString())).house.name).toBe('Northfield')
  } finally {
    await asOwner.close()
    await kit.sql('grant select on stakeholder_house to sitrep_public')
  }
})

test('links come with those first whose incident goes on, then those that ended last', async () => {
  const ended = [null, '2026-05-01', '2026-05-03', null, '2026-05-02']
  const admin = await kit.person({ name: 'Ines Okafor', role: 'admin' })
  for (const [index, end] of ended.entries()) {
    const { incident } = await execute(admin, null, declaration)
    await kit.sql('update public_states set ended_at = $2 where incident_id = $1', [incident.id, end])
    await kit.sql(
      `insert into share_links (id, token_hash, incident_id, label, created_at, created_by_id, created_by_name)
       values ($1, $2, $3, 'Link', now(), 'x', 'X')`,
      [`00000000-0000-4000-8000-00000000000${index}`, Buffer.alloc(32, index), incident.id],
    )
  }
  expect((await reads.links()).map(({ id }) => id.at(-1))).toEqual(['0', '3', '2', '4', '1'])
})
