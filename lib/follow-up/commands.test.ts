import { expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { systemActor } from '#lib/people/policy.ts'
import { followUpPlace } from './input.ts'
import {
  countFollowUps,
  findFitting,
  followUpRows,
  followUpsOf,
  listFollowUps,
  readFollowUps,
} from './queries.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const vera = await kit.person({ name: 'Vera Brandt', role: 'observer' })
const today = '2026-05-18'

const declare = async (more: object = {}) => (await execute(ines, null, { ...declaration, ...more })).incident
const add = (ref: string, more: object = {}) =>
  change(ines, 'add_follow_up', {
    ref,
    title: 'Set lock_timeout for every migration',
    kind: 'prevent',
    ...more,
  })

test('numbered within the incident, also when two are added at once, and listed as documents have them', async () => {
  const { ref, id } = await declare()
  await Promise.all(['One', 'Two', 'Three'].map((title) => add(ref, { title })))
  await add(ref, {
    title: 'Four',
    ownerId: jonas.id,
    dueOn: '2026-05-20',
    url: 'https://tracker.example/4',
    kind: 'detect',
  })
  const rows = await followUpsOf(ref)
  expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4])
  expect(rows[3]).toMatchObject({
    ...{
      ref,
      title: 'Four',
      kind: 'detect',
      state: 'open',
      dueOn: '2026-05-20',
      url: 'https://tracker.example/4',
    },
    ...{
      owner: { id: jonas.id, name: 'Jonas Beck' },
      createdBy: { id: ines.id, name: 'Ines Okafor' },
      endedAt: null,
    },
  })
  expect((await followUpRows(ref, today))[3]).toEqual({
    ...{
      number: 4,
      title: 'Four',
      kind: 'Detect',
      owner: 'Jonas Beck',
      due: 'Wed 20 May',
      state: 'Open',
      done: false,
    },
  })
  expect(await withTransaction(async (tx) => await readFollowUps(tx, id))).toEqual(rows)
})

test('after the close they still move; observers only read', async () => {
  const { ref } = await declare({ severity: 'SEV3' })
  await execute(noor, ref, { type: 'resolve', solution: 'Restarted.', impact: { who: 'All', how: 'None' } })
  await kit.sql(`update incidents set status = 'closed', closed_at = now() where ref = $1`, [ref])

  const { id } = await add(ref)
  for (const attempt of [
    change(vera, 'add_follow_up', { ref, title: 'X', kind: 'process' }),
    change(vera, 'edit_follow_up', { id, title: 'X' }),
    change(vera, 'set_follow_up_state', { id, state: 'done' }),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect((await change(jonas, 'set_follow_up_state', { id, state: 'in_progress' })).state).toBe('in_progress')
})

test('done and dropped end it; dropping says why; going on takes the end back', async () => {
  const { ref } = await declare()
  const { id } = await add(ref)
  const to = (state: string, outcome?: string) => change(ines, 'set_follow_up_state', { id, state, outcome })
  await expect(to('dropped')).rejects.toMatchObject({
    code: 'invalid',
    fields: { outcome: expect.any(String) },
  })
  await expect(to('dropped', '  ')).rejects.toMatchObject({ code: 'invalid' })
  const dropped = await to('dropped', 'The service is switched off in June.')
  expect(dropped).toMatchObject({ state: 'dropped', outcome: 'The service is switched off in June.' })
  expect(dropped.endedAt).not.toBeNull()
  expect(await to('dropped')).toEqual(dropped)
  expect(await to('open')).toMatchObject({ state: 'open', outcome: null, endedAt: null })
  expect(await to('done')).toMatchObject({ state: 'done', outcome: null })
  const lines = await kit.sql<{ details: { to: string } }>(
    `select details from audit_log where action = 'set_follow_up_state' and target = $1 order by at, id`,
    [id],
  )
  expect(lines.map(({ details }) => details.to)).toEqual(['dropped', 'open', 'done'])
})

test('two who edit the same version: the second is told what is there now, and loses nothing', async () => {
  const { ref } = await declare()
  const first = await add(ref)
  const edit = (by: typeof ines, fields: object) => change(by, 'edit_follow_up', { id: first.id, ...fields })
  const mended = await edit(ines, { title: 'Set lock_timeout to 2 s', changedAt: first.changedAt })
  expect(Date.parse(mended.changedAt)).toBeGreaterThan(Date.parse(first.changedAt))
  const refused = edit(jonas, { title: 'Lint migrations in CI', changedAt: first.changedAt })
  await expect(refused).rejects.toMatchObject({
    code: 'conflict',
    details: { now: { title: 'Set lock_timeout to 2 s' } },
  })
  // The same words again are no event, whichever version they were written on.
  expect(await edit(jonas, { title: 'Set lock_timeout to 2 s', changedAt: first.changedAt })).toEqual(mended)
  const again = await edit(jonas, {
    title: 'Lint migrations in CI',
    ownerId: jonas.id,
    changedAt: mended.changedAt,
  })
  expect(again).toMatchObject({ title: 'Lint migrations in CI', owner: { name: 'Jonas Beck' } })
  expect(await edit(jonas, { ownerId: null, dueOn: null })).toMatchObject({ owner: null })
})

test('what cannot be is named by its field', async () => {
  const { ref } = await declare()
  const refused = async (more: object, fields: Record<string, unknown>) =>
    await expect(add(ref, more)).rejects.toMatchObject({ code: 'invalid', fields })
  await refused({ title: ' ' }, { title: expect.any(String) })
  await refused({ kind: 'hope' }, { kind: 'Choose one of prevent, detect, mitigate, process.' })
  await refused({ dueOn: '2026-02-30' }, { dueOn: 'Write a day such as 2026-05-20.' })
  await refused({ url: 'javascript:alert(1)' }, { url: expect.stringContaining('https://') })
  await refused(
    { ownerId: '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70' },
    { ownerId: expect.stringContaining('account') },
  )
  await kit.sql('update people set disabled_at = now() where id = $1', [vera.id])
  await refused({ ownerId: vera.id }, { ownerId: expect.any(String) })
  await expect(add('INC-9999')).rejects.toMatchObject({
    code: 'not_found',
    message: 'There is no incident INC-9999.',
  })
})

test('lists: mine, overdue, all; by state, kind, incident and words; by due day, what has ended last', async () => {
  await kit.sql('truncate follow_ups')
  const { ref } = await declare()
  const other = await declare({ topic: 'Another one' })
  await add(ref, { title: 'Late', dueOn: '2026-05-01', ownerId: ines.id })
  await add(ref, { title: 'Soon', dueOn: '2026-05-19', kind: 'process' })
  await add(other.ref, { title: 'Some day 100 %', ownerId: ines.id })
  const { id } = await add(other.ref, { title: 'Over', dueOn: '2026-04-01' })
  await change(ines, 'set_follow_up_state', { id, state: 'done' })
  const titles = async (query: Parameters<typeof listFollowUps>[0]) =>
    (await listFollowUps(query, today)).followUps.map(({ title }) => title)
  expect(await titles({})).toEqual(['Late', 'Soon', 'Some day 100 %'])
  expect(await titles({ state: 'all' })).toEqual(['Late', 'Soon', 'Some day 100 %', 'Over'])
  expect(await titles({ state: 'done' })).toEqual(['Over'])
  expect(await titles({ owner: ines.id })).toEqual(['Late', 'Some day 100 %'])
  expect(await titles({ owner: 'none' })).toEqual(['Soon'])
  expect(await titles({ due: 'overdue', state: 'all' })).toEqual(['Late'])
  expect(await titles({ kind: 'process' })).toEqual(['Soon'])
  expect(await titles({ incident: other.ref })).toEqual(['Some day 100 %'])
  expect(await titles({ q: '100 %' })).toEqual(['Some day 100 %'])
  expect(await countFollowUps(ines.id, today)).toEqual({ mine: 2, overdue: 1, all: 3 })
  expect(
    followUpPlace({ state: 'done', kind: 'hope', owner: 'x', incident: 'inc-1', q: ' a ', due: '' }),
  ).toEqual({
    ...{ state: 'done', incident: 'INC-1', q: 'a' },
  })
})

test('of 10,000 each comes once, page by page', async () => {
  const { id } = await declare()
  await kit.sql(
    `insert into follow_ups (id, incident_id, number, title, kind, state, due_on, created_by_id, created_by_name, created_at, changed_at, ended_at)
     select gen_random_uuid(), $1, n, 'Bulk ' || n, 'process', case when n % 5 = 0 then 'done' else 'open' end,
       case when n % 4 = 0 then null else date '2026-01-01' + n % 300 end, 'x', 'X', now(), now(),
       case when n % 5 = 0 then now() end
     from generate_series(1, 10000) n`,
    [id],
  )
  const seen = new Set<string>()
  let cursor: string | undefined
  let count = 0
  do {
    const page = await listFollowUps({ q: 'Bulk', state: 'all', cursor, limit: 200 }, today)
    for (const row of page.followUps) seen.add(row.id)
    count += page.followUps.length
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect([count, seen.size]).toEqual([10_000, 10_000])
  // What may fit is asked for with each live page.
  const before = performance.now()
  expect(await findFitting({ topic: 'Nothing here fits this topic of many longer words' })).toEqual([])
  expect(performance.now() - before).toBeLessThan(10_000)
})

test('an open follow-up comes back: to a topic as it is typed, and to another open incident by topic and labels', async () => {
  await kit.sql('truncate follow_ups')
  const old = await declare({ topic: 'Logins hang after the sessions migration' })
  await execute(ines, old.ref, { type: 'add_label', kind: 'component', name: 'Sessions' })
  const lock = await add(old.ref, { title: 'Set lock_timeout for every migration' })
  const over = await add(old.ref, { title: 'Migrations lock tables: a check in CI' })
  await change(ines, 'set_follow_up_state', { id: over.id, state: 'done' })
  const found = async (asking: Parameters<typeof findFitting>[0]) =>
    (await findFitting(asking)).map(({ id }) => id)
  expect(await findFitting({ topic: 'A migration locks the logins' })).toEqual([lock])
  expect(await found({ topic: 'Customers cannot pay' })).toEqual([])
  expect(await found({ topic: '' })).toEqual([])
  expect(await found({ topic: `x\u0000 ${'lang '.repeat(900)}` })).toEqual([])
  const now = await declare({ topic: 'Migration is stuck' })
  expect(await found({ ref: now.ref })).toEqual([])
  await execute(ines, now.ref, { type: 'add_label', kind: 'component', name: 'sessions' })
  expect(await found({ ref: now.ref })).toEqual([lock.id])
  // Its own is no news to it, nor is anything to an incident that is over.
  expect(await found({ ref: old.ref })).toEqual([])
  await execute(noor, now.ref, {
    type: 'resolve',
    solution: 'Killed it.',
    impact: { who: 'All', how: 'Late' },
  })
  expect(await found({ ref: now.ref })).toEqual([])
  for (const ref of ['INC-9999', 'nothing', '\u0000']) expect(await found({ ref })).toEqual([])
})

test('the weekly reminder: at its hour each owner has one, with what is theirs; nobody but a job gives it', async () => {
  await kit.sql('truncate follow_ups')
  const { ref } = await declare()
  await add(ref, { title: 'Mine', ownerId: ines.id, dueOn: '2026-05-01' })
  await add(ref, { title: 'Theirs', ownerId: jonas.id })
  await add(ref, { title: 'Nobody’s' })
  const { id } = await add(ref, { title: 'Finished', ownerId: noor.id })
  await change(noor, 'set_follow_up_state', { id, state: 'done' })
  const remind = (now: string) => change(systemActor('jobs'), 'remind_follow_ups', { now })
  const due = await remind('2026-05-18T06:15:00.000Z')
  expect(
    due.map(({ person, items }) => [person.name, person.email, items.map(({ title }) => title)]),
  ).toEqual([
    ['Ines Okafor', ines.email, ['Mine']],
    ['Jonas Beck', jonas.email, ['Theirs']],
  ])
  expect(due[0]?.dedupeKey).toBe(`follow-ups:${ines.id}:2026-W21`)
  expect(await remind('2026-05-18T05:59:59.999Z')).toEqual([])
  expect(await remind('2026-05-19T06:15:00.000Z')).toEqual([])
  await kit.sql('update people set disabled_at = now() where id = $1', [jonas.id])
  expect(await remind('2026-05-18T06:15:00.000Z')).toHaveLength(1)
  await expect(change(noor, 'remind_follow_ups', { now: '2026-05-18T06:15:00.000Z' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
