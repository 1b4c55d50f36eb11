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
  const { accounts, links } = await seedDemo(log, now)
  expect(accounts).toHaveLength(12)
  expect(links.map(({ url }) => new URL(url).pathname)).toEqual(
    Array.from({ length: 3 }, () => expect.stringMatching(/^\/s\/[\w-]{43}$/)),
  )

  const { faults, incidents, entries } = await verify()
  expect(faults).toEqual([])
  expect(incidents).toBe(allStories(now).length)
  expect(entries).toBeGreaterThan(incidents * 5)

  // Every person, and the organisation, has its line in the audit log.
  const [audit] = await kit.sql<{ n: string }>(
    `select count(*) as n from audit_log where action in ('set_up_organisation', 'accept_invitation')`,
  )
  expect(Number(audit?.n)).toBe(12)
  // A year of commands, each in its own transaction: 13 s on two cores, a multiple of it beside all other tests.
}, 300_000)

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

test('stakeholders are told: promises mostly kept, some late, some never; the open SEV1 owes the next word soon', async () => {
  const [found] = await kit.sql(
    `with told as (
       select severity, status, (state #>> '{updates,published}')::int as published,
         (state #>> '{updates,tally,due}')::int as due, (state #>> '{updates,tally,kept}')::int as kept,
         state #>> '{updates,tally,worstSecondsLate}' as late, state #>> '{updates,promise,dueAt}' as promise
       from incidents where kind = 'real')
     select sum(kept) > 0.75 * sum(due) as mostly, count(late)::int > 5 as late,
       count(*) filter (where due > 0 and published = 0)::int > 0 as never,
       (select count(*)::int from entries where type = 'update_drafted') as drafted,
       (select count(*)::int from entries where type = 'update_returned') as returned,
       (select count(*)::int from entries where type = 'documents_shared') as shared,
       (select promise from told where severity = 'SEV1' and status = 'monitoring') as promise
     from told`,
  )
  const { promise, ...counted } = found ?? {}
  expect(counted).toEqual({ mostly: true, late: true, never: true, drafted: 2, returned: 1, shared: 2 })
  const minutes = (Date.parse(String(promise)) - now.getTime()) / 60_000
  expect(minutes).toBeGreaterThan(8)
  expect(minutes).toBeLessThan(15)
  // Those promises ring for whoever tries it out; nothing of the past does.
  const jobs = await kit.sql<{ name: string; ahead: boolean }>(
    `select name, bool_and(start_after > now()) as ahead from pgboss.job where name <> 'tell_subscribers' group by 1 order by 1`,
  )
  expect(jobs).toEqual([
    { name: 'note_overdue_update', ahead: true },
    { name: 'nudge_update', ahead: true },
  ])
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
  const { accounts, links } = await seedDemo(log)
  expect([accounts.length, links.length]).toEqual([12, 0])
  expect(await verify()).toEqual(before)
})
