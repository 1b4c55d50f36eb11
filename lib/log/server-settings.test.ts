import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import { getLog } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'

// Somebody else's server may be set like this; the pool connects only afterwards.
const kit = await testDatabase()
const name = new URL(kit.url).pathname.slice(1)
await kit.sql(`alter database ${name} set datestyle = 'German, DMY'`)
await kit.sql(`alter database ${name} set timezone = 'America/St_Johns'`)
await kit.sql(`alter database ${name} set bytea_output = 'escape'`)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })

test('times are right whatever the server thinks of dates and zones', async () => {
  const from = Date.now() - 1000
  const { incident } = await execute(ines, null, {
    ...declaration,
    reportedAt: '2026-05-14T14:02:11.123+02:00',
  })
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  await execute(ines, incident.ref, { type: 'log', kind: 'note', text: 'x' })
  const { entries } = await getLog(incident.ref)
  expect(incident.milestones.reportedAt).toBe('2026-05-14T12:02:11.123Z')
  for (const { recordedAt } of entries) {
    expect(Date.parse(recordedAt)).toBeGreaterThan(from)
    expect(Date.parse(recordedAt)).toBeLessThan(Date.now() + 1000)
  }
  expect((await verify()).faults).toEqual([])
})
