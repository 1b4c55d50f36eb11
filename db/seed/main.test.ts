import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { listActive } from '#lib/log/list.ts'
import { verify } from '#lib/log/verify.ts'
import { log } from '#lib/log.ts'
import { allStories, seedDemo } from './main.ts'
import { offset, whenWas } from './when.ts'

const kit = await testDatabase()
const now = new Date()

test('the demonstration is a year of incidents, made by the two doors, and its log verifies', async () => {
  const accounts = await seedDemo(log, now)
  expect(accounts).toHaveLength(12)

  const { faults, incidents, entries } = await verify()
  expect(faults).toEqual([])
  expect(incidents).toBe(allStories(now).length)
  expect(entries).toBeGreaterThan(incidents * 5)

  // Every person, and the organisation, has its line in the audit log.
  const [audit] = await kit.sql<{ n: string }>(
    `select count(*) as n from audit_log where action in ('set_up_organisation', 'accept_invitation')`,
  )
  expect(Number(audit?.n)).toBe(12)
}, 60_000)

test('three incidents are open, one of them in full swing and one without a commander; one is a drill', async () => {
  const active = await listActive()
  expect(active.map(({ severity, status }) => `${severity} ${status}`)).toEqual([
    'SEV1 monitoring',
    'SEV2 reported',
    'SEV3 identified',
  ])
  expect(allStories(now).filter(({ kind }) => kind === 'drill')).toHaveLength(1)
})

test('it shows what else happens: one cancelled, one merged, one reopened, a change taken back, labels', async () => {
  const [found] = await kit.sql(
    `select count(*) filter (where status = 'cancelled')::int as cancelled,
       count(merged_into)::int as merged, count(*) filter (where labels <> '{}')::int > 30 as labelled,
       (select count(distinct type)::int from entries where type in
         ('change_undone', 'topic_changed', 'milestone_set', 'entry_pinned', 'merged_from')) as kinds,
       (select count(*)::int from entries where type = 'status_changed'
         and payload ->> 'from' in ('resolved', 'closed') and payload ->> 'to' = 'investigating') as reopened
     from incidents`,
  )
  expect(found).toEqual({ cancelled: 1, merged: 1, labelled: true, kinds: 5, reopened: 1 })
})

test('nothing of it lies in the future, whichever day and hour it is', () => {
  const mondayMidnight = Date.parse('2026-03-01T23:01:00Z')
  for (let hours = 0; hours < 7 * 24; hours += 5) {
    const day = new Date(mondayMidnight + hours * 3_600_000)
    for (const { topic, when, steps } of allStories(day)) {
      const end = whenWas(when, day, 'Europe/Berlin') + offset(steps.at(-1)?.at ?? '0:00')
      expect(end, `${topic} on ${day.toISOString()}`).toBeLessThanOrEqual(day.getTime())
    }
  }
})

test('a second start leaves it as it is and still knows the accounts', async () => {
  const before = await verify()
  expect(await seedDemo(log)).toHaveLength(12)
  expect(await verify()).toEqual(before)
})
