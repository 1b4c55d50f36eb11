import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type PgBoss, TestClock } from 'pg-boss'
import { afterEach, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { send } from '#lib/jobs/send.ts'
import { startWorker, type Worker } from '#lib/jobs/worker.ts'
import { execute } from '#lib/log/execute.ts'
import { getLog } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const minute = 60_000

const workers: Worker[] = []
afterEach(async () => {
  await Promise.all(workers.splice(0).map(({ stop }) => stop()))
  await kit.sql('delete from pgboss.job')
})

/** It is then: what has come due is taken up, once. */
async function comes(clock: TestClock, after: number): Promise<void> {
  await clock.setTime(Date.now() + after)
  await clock.tick(1500)
}

/** A worker that goes by the clock that it is given, in a pool of its own. */
async function work(clock: TestClock): Promise<PgBoss> {
  const now = () => new Date(clock.now()).toISOString()
  const options = { db: undefined, connectionString: kit.url, max: 3, clock, schedule: false }
  const worker = await startWorker({ now, boss: { ...options, __test__enableSpies: true } })
  workers.push(worker)
  return worker.boss
}

async function declare(severity = 'SEV2') {
  const { incident } = await execute(ines, null, { ...declaration, severity })
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  return incident.ref
}

const say = async (ref: string, input: object, by = ines) => await execute(by, ref, input)
const typesIn = async (ref: string) => (await getLog(ref)).entries.map(({ type }) => type)
const jobs = async (name: string) =>
  await kit.sql<{ id: string; data: unknown; state: string; at: string }>(
    `select id, data, state, to_char(start_after at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from pgboss.job where name = '${name}' order by created_on, start_after`,
  )
const only = <One>(rows: One[]): One => {
  const [one] = rows
  if (!one || rows.length > 1) throw new Error(`${rows.length} instead of one`)
  return one
}

test('an offer lapses by itself at its time, and the log says so', async () => {
  const ref = await declare('SEV3')
  const { incident } = await say(ref, { type: 'offer_command', personId: jonas.id, brief: 'All yours' })
  const job = only(await jobs('lapse_offer'))
  expect(job).toMatchObject({ data: { ref, seq: incident.seq }, at: incident.offer?.expiresAt })

  const clock = new TestClock()
  const spy = (await work(clock)).getSpy('lapse_offer')
  await comes(clock, 4 * minute)
  expect((await getLog(ref)).incident.offer).not.toBeNull()
  await comes(clock, 6 * minute)
  await spy.waitForJobWithId(job.id, 'completed')
  const log = await getLog(ref)
  expect(log.incident.offer).toBeNull()
  expect(log.entries.at(-1)).toMatchObject({
    type: 'command_offer_lapsed',
    actor: { kind: 'system', name: 'SitRep' },
    occurredAt: incident.offer?.expiresAt,
    commandId: job.id,
  })
})

test('an offer that was answered is moot: its job is done, and nothing is written', async () => {
  const ref = await declare('SEV3')
  await say(ref, { type: 'offer_command', personId: jonas.id, brief: 'All yours' })
  await say(ref, { type: 'accept_command' }, jonas)
  const before = await typesIn(ref)
  const clock = new TestClock()
  const spy = (await work(clock)).getSpy('lapse_offer')
  await comes(clock, 6 * minute)
  await spy.waitForJobWithId(only(await jobs('lapse_offer')).id, 'completed')
  expect(await typesIn(ref)).toEqual(before)
})

test('a silent Commander of SEV1 or SEV2 is asked once, and again only after they spoke', async () => {
  const ref = await declare('SEV1')
  await say(ref, { type: 'log', kind: 'note', text: 'I look at it' })
  const clock = new TestClock()
  const spy = (await work(clock)).getSpy('nudge_commander')
  const pass = async (minutes: number) => {
    const waiting = (await jobs('nudge_commander')).filter(({ state }) => state === 'created')
    await comes(clock, minutes * minute)
    await Promise.all(waiting.map(({ id }) => spy.waitForJobWithId(id, 'completed')))
    return (await typesIn(ref)).filter((type) => type === 'commander_nudged').length
  }
  expect(await pass(11)).toBe(1)
  expect((await getLog(ref)).incident.nudge).toMatchObject({ by: { kind: 'system' } })
  const now = () => new Date(clock.now()).toISOString()
  await execute(ines, ref, { type: 'log', kind: 'note', text: 'I am here' }, { clock: now })
  expect((await getLog(ref)).incident.nudge).toBeNull()
  expect(await pass(30)).toBe(2)
})

test('nobody is asked in SEV3, nor without a Commander', async () => {
  await declare('SEV3')
  const { incident } = await execute(ines, null, { ...declaration, severity: 'SEV1' })
  await say(incident.ref, { type: 'log', kind: 'note', text: 'x' })
  expect(await jobs('nudge_commander')).toEqual([])
})

test('of two workers one runs a job, once', async () => {
  const ref = await declare('SEV3')
  await say(ref, { type: 'offer_command', personId: jonas.id, brief: 'All yours' })
  const { id } = only(await jobs('lapse_offer'))
  const clock = new TestClock()
  const both = [await work(clock), await work(clock)]
  const done = both.map((boss) => boss.getSpy('lapse_offer').waitForJobWithId(id, 'completed'))
  await comes(clock, 6 * minute)
  await Promise.race(done)
  await comes(clock, 7 * minute)
  expect(await typesIn(ref)).toEqual([
    'incident_reported',
    'role_taken',
    'status_changed',
    'command_offered',
    'command_offer_lapsed',
  ])
  expect(only(await jobs('lapse_offer'))).toMatchObject({ state: 'completed' })
})

test('a transaction that is rolled back leaves no job', async () => {
  const at = new Date().toISOString()
  const job = { task: 'lapse_offer', data: { ref: 'INC-1', seq: 1 }, at } as const
  await expect(
    withTransaction(async (tx) => {
      await send(tx, [job])
      throw new Error('Never mind')
    }),
  ).rejects.toThrow('Never mind')
  expect(await jobs('lapse_offer')).toEqual([])
  await withTransaction(async (tx) => await send(tx, [job, job]))
  expect(await jobs('lapse_offer')).toHaveLength(1)
})

test('a worker that is stopped brings a running job to its end', async () => {
  const ref = await declare('SEV3')
  await say(ref, { type: 'offer_command', personId: jonas.id, brief: 'All yours' })
  await kit.sql(`update pgboss.job set start_after = now() where name = 'lapse_offer'`)
  let stopped = Promise.resolve()
  await holding(`select from incidents where ref = '${ref}' for update`, async () => {
    const boss = { db: undefined, connectionString: kit.url, max: 3, schedule: false }
    // Longer than the second that a stop gives: the job goes on only once the lock is let go.
    const worker = await startWorker({ boss, stopsWithin: 30_000 })
    await expect.poll(theirState, late).toBe('active')
    stopped = worker.stop()
  })
  await stopped
  // Not lapsed yet, so it was for nothing, which counts as done.
  expect(only(await jobs('lapse_offer')).state).toBe('completed')
}, 120_000)

test('what a worker held when it was killed is run by another one', async () => {
  const ref = await declare('SEV3')
  await say(ref, { type: 'offer_command', personId: jonas.id, brief: 'All yours' })
  await kit.sql(`update pgboss.job set start_after = now() - interval '1 second' where name = 'lapse_offer'`)
  const { id } = only(await jobs('lapse_offer'))
  // The door's lock holds the command up, so that the kill falls into the middle of the job.
  const held = await holding(`select from incidents where ref = '${ref}' for update`, async () => {
    const child = spawnWorker()
    await expect.poll(theirState, late).toBe('active')
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  expect(held).toBeUndefined()
  expect(only(await jobs('lapse_offer')).state).toBe('active')

  // Later than the other tests went: the queues remember when they were last looked after.
  const clock = new TestClock(Date.now() + 120 * minute)
  const boss = await work(clock)
  const done = boss.getSpy('lapse_offer').waitForJobWithId(id, 'completed')
  // Its heartbeat is missed first; then it is tried again.
  await clock.tick(12_000)
  expect(only(await jobs('lapse_offer')).state).toBe('retry')
  await comes(clock, 125 * minute)
  await done
  expect((await typesIn(ref)).at(-1)).toBe('command_offer_lapsed')
}, 120_000)

test('the task that reminds owners comes round by itself and runs to its end', async () => {
  const clock = new TestClock()
  const boss = await work(clock)
  const done = boss.getSpy('remind_follow_ups').waitForJob(() => true, 'completed')
  await boss.send('remind_follow_ups', {})
  await clock.tick(30_000)
  await done
  expect((await boss.getSchedules()).map(({ name }) => name)).toContain('remind_follow_ups')
})

test('what an older version wrote during a deploy is folded again within a minute or so', async () => {
  const { incident } = await execute(ines, null, declaration)
  await kit.sql(`update incidents set fold_version = 1, state = '{}' where ref = $1`, [incident.ref])
  const clock = new TestClock()
  const boss = await work(clock)
  const done = boss.getSpy('fold_older').waitForJob(() => true, 'completed')
  await boss.send('fold_older', {})
  await clock.tick(30_000)
  await done
  const { state } = only(await kit.sql('select state from incidents where ref = $1', [incident.ref]))
  expect(state).toMatchObject({ ref: incident.ref })
  expect((await boss.getSchedules()).find(({ name }) => name === 'fold_older')).toMatchObject({
    cron: '* * * * *',
  })
})

test('what is out of date is forgotten: old answers, files that no entry names', async () => {
  await kit.sql(
    `insert into idempotency_keys values ('x', 'old', '', '', now() - interval '3 days'), ('x', 'new', '', '', now())`,
  )
  const file = (name: string, age: string) =>
    kit.sql(
      `insert into files values (gen_random_uuid(), 'x', '${name}', 'text/plain', 1, null, null, 'x', now() - interval '${age}')`,
    )
  await file('old', '25 hours')
  await file('new', '23 hours')
  const clock = new TestClock()
  const boss = await work(clock)
  for (const task of ['forget_old_answers', 'forget_orphan_files']) {
    const done = boss.getSpy(task).waitForJob(() => true, 'completed')
    await boss.send(task, {})
    await clock.tick(30_000)
    await done
  }
  expect(await kit.sql(`select key from idempotency_keys where actor_id = 'x'`)).toEqual([{ key: 'new' }])
  expect(await kit.sql('select name from files')).toEqual([{ name: 'new' }])
})

/** A worker as a process of its own, without a pool in common. */
function spawnWorker(): ChildProcess {
  const program = `
    const { connectDatabase } = await import('#db/client.ts')
    const { startWorker } = await import('#lib/jobs/worker.ts')
    connectDatabase(${JSON.stringify(kit.url)})
    await startWorker()`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
}

/** Does `work` while another connection holds the lock of a statement. */
async function holding(statement: string, work: () => Promise<void>): Promise<void> {
  const { Client } = (await import('pg')).default
  const client = new Client({ connectionString: kit.url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(statement)
    await work()
  } finally {
    await client.end()
  }
}

const theirState = async () => only(await jobs('lapse_offer')).state
/** A process of its own loads all that the app consists of before it works. */
const late = { timeout: 60_000, interval: 20 }

test('whoever communicates is reminded twice by mail, and a missed promise is an entry', async () => {
  const ref = await declare('SEV2')
  await say(ref, { type: 'assign_role', role: 'communications', personId: jonas.id })
  const due = only(
    (await jobs('note_overdue_update')).filter(({ data }) => JSON.stringify(data).includes(ref)),
  )
  const clock = new TestClock()
  const boss = await work(clock)
  const pass = async (minutes: number, task: string) => {
    const ready = (await jobs(task)).filter(({ state }) => state === 'created')
    const spy = boss.getSpy(task)
    await comes(clock, minutes * minute)
    const now = new Date(clock.now()).toISOString()
    const ripe = ready.filter(({ at }) => at <= now)
    await Promise.all(ripe.map(({ id }) => spy.waitForJobWithId(id, 'completed')))
    return (await typesIn(ref)).filter((type) => type.startsWith('update_'))
  }
  expect(await pass(24, 'nudge_update')).toEqual([])
  expect(await pass(25.5, 'nudge_update')).toEqual(['update_nudged'])
  expect(await pass(29.5, 'nudge_update')).toEqual(['update_nudged', 'update_nudged'])
  const mails = await kit.sql<{ kind: string; name: string; address: string }>(
    `select kind, name, address from deliveries order by created_at`,
  )
  expect(mails).toEqual(
    [jonas, jonas].map(({ name, email }) => ({ kind: 'update_nudge', name, address: email })),
  )
  expect(await pass(31, 'note_overdue_update')).toEqual(['update_nudged', 'update_nudged', 'update_overdue'])
  expect((await getLog(ref)).entries.at(-1)).toMatchObject({ commandId: due.id, payload: { kind: 'first' } })
})

test('a worker that comes back when it is time for the second reminder sends that one alone', async () => {
  await kit.sql('delete from deliveries')
  const ref = await declare('SEV2')
  const asked = await jobs('nudge_update')
  expect(asked).toHaveLength(2)
  const clock = new TestClock()
  const spy = (await work(clock)).getSpy('nudge_update')
  await comes(clock, 29.3 * minute)
  await Promise.all(asked.map(({ id }) => spy.waitForJobWithId(id, 'completed')))
  const { entries } = await getLog(ref)
  expect(entries.filter(({ type }) => type === 'update_nudged')).toMatchObject([{ payload: { minutes: 1 } }])
  expect(await kit.sql(`select kind from deliveries`)).toEqual([{ kind: 'update_nudge' }])
})

test('an update that comes while no worker runs notes itself that the promise was missed, and the job finds nothing', async () => {
  const ref = await declare('SEV2')
  const later = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString()
  const update = { title: 'Log in', headline: 'Logins fail.', text: 'We look into it.', affected: [] }
  const publish = { type: 'publish_update', ...update, state: 'looking_into', nextUpdateAt: later(60) }
  const { entries, incident } = await execute(ines, ref, publish, { clock: () => later(38) })
  expect(entries.map(({ type, actor }) => [type, actor.kind])).toEqual([
    ['update_overdue', 'system'],
    ['update_published', 'person'],
  ])
  expect(incident.updates.tally).toMatchObject({ due: 1, kept: 0 })
  const job = (await jobs('note_overdue_update'))[0]
  const clock = new TestClock()
  const spy = (await work(clock)).getSpy('note_overdue_update')
  await comes(clock, 40 * minute)
  await spy.waitForJobWithId(job?.id ?? '', 'completed')
  expect((await typesIn(ref)).filter((type) => type === 'update_overdue')).toHaveLength(1)
  expect((await getLog(ref)).incident.updates.tally).toMatchObject({ due: 1, kept: 0 })
  expect((await verify()).faults).toEqual([])
})
