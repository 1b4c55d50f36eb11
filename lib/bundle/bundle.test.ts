import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test, vi } from 'vitest'
import { otherDatabase, testDatabase, useDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { secretWords, wholeIncident } from '#e2e/kit/whole-incident.ts'
import { execute } from '#lib/log/execute.ts'
import { importBundle } from '#lib/log/import.ts'
import { getLog } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'
import { systemActor } from '#lib/people/policy.ts'
import { checkBundle } from './check.ts'
import { writeBundle } from './write.ts'

// Drawn in e2e/bundle.spec.ts; a thread for each here would take minutes.
vi.mock('./draw.ts', () => ({
  drawPdf: async (report: object, origin: string) => Buffer.from(JSON.stringify([report, origin])),
}))

const home = await testDatabase()
const elsewhere = await otherDatabase()
await home.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const admin = await home.person({ name: 'Noor Haddad', role: 'admin' })
const member = await home.person({ name: 'Ines Okafor', role: 'member' })
const folder = await mkdtemp(join(tmpdir(), 'sitrep-bundle-'))
afterAll(async () => await rm(folder, { recursive: true }))
const operator = systemActor('command-line')

const atHome = async () => await useDatabase(home.url)
const bundleOf = async (ref: string) => await buffer((await writeBundle(ref)).parts)

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.zip`)
  await writeFile(path, bytes)
  return path
}

async function faultsIn(path: string): Promise<string[]> {
  const check = await checkBundle(path)
  if ('bundle' in check) check.bundle.zip.close()
  return check.faults
}

const whole = await wholeIncident(home, { admin, member })

test('a bundle brought elsewhere gives the same bundle there, and everything in it verifies', async () => {
  const before = await bundleOf(whole)
  expect(await bundleOf(whole)).toEqual(before)
  const path = await fileOf(before)
  expect(await faultsIn(path)).toEqual([])

  await elsewhere.use()
  const imported = await importBundle(operator, path)
  expect(imported).toMatchObject({ ref: whole, attachments: 2 })
  // Before anybody has set this instance up, and after: what it is called and where its clocks are does not matter.
  expect((await bundleOf(whole)).equals(before)).toBe(true)
  await elsewhere.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Southfield', 'Asia/Tokyo', now())`,
  )
  expect((await bundleOf(whole)).equals(before)).toBe(true)
  expect((await verify()).faults).toEqual([])
  await atHome()
})

test('what was redacted is in no byte of it, and no address is', async () => {
  const bytes = await bundleOf(whole)
  for (const words of [secretWords, '@example.org']) expect(bytes.includes(words), words).toBe(false)
})

test('nothing of an imported incident is sent, and its people need not be there', async () => {
  await elsewhere.use()
  const [jobs] = await elsewhere.sql<{ count: number }>(
    `select count(*)::int from pgboss.job where name like 'deliver%' or name in ('lapse_offer', 'nudge_commander')`,
  )
  expect(jobs).toEqual({ count: 0 })
  const rows = await elsewhere.sql<{ state: string; address: string }>(
    `select distinct state, address from deliveries where due_at < '9999-01-01' or address <> ''`,
  )
  expect(rows).toEqual([])
  expect((await elsewhere.sql('select 1 from deliveries')).length).toBe(3)
  const audit = await elsewhere.sql('select action, target from audit_log')
  expect(audit).toEqual([{ action: 'import_incident', target: whole }])
  await atHome()
})

test('it is imported once; another incident of its name is left alone', async () => {
  const path = await fileOf(await bundleOf(whole))
  await expect(importBundle(operator, path)).rejects.toMatchObject({
    code: 'conflict',
    message: `${whole} is here already. A bundle is imported once.`,
  })
  const third = await freshInstance()
  const taken = await execute(member, null, declaration)
  expect(taken.incident.ref).toBe(whole)
  await expect(importBundle(operator, path)).rejects.toMatchObject({
    message: expect.stringContaining(`Another incident is called ${whole} here.`),
  })
  expect(await third.sql('select ref from incidents')).toEqual([{ ref: whole }])
  await atHome()
})

test('refs go on after the highest; the numbers between were never given out, and one that goes missing is found', async () => {
  for (let count = 0; count < 3; count++) await execute(member, null, declaration)
  const { incident } = await execute(member, null, declaration)
  const [fourth, third] = [await bundleOf(incident.ref), await bundleOf('INC-3')]
  const there = await freshInstance()
  await execute(member, null, declaration)
  await importBundle(operator, await fileOf(fourth))
  await importBundle(operator, await fileOf(third))
  // Those outside still wait for the first word on it; who is asked for it there may be nobody here.
  const timers = `select name from pgboss.job where data->>'ref' = $1 and name like '%update'`
  expect(await there.sql(timers, [incident.ref])).toEqual([{ name: 'note_overdue_update' }])
  const next = await execute(member, null, declaration)
  expect((await there.sql('select ref from incidents order by ref')).map((row) => row.ref)).toEqual([
    'INC-1',
    'INC-3',
    incident.ref,
    next.incident.ref,
  ])
  expect(next.incident.ref).toBe(`INC-${Number(incident.ref.slice(4)) + 1}`)
  expect((await verify()).faults).toEqual([])
  await there.sql(`begin; set local session_replication_role = replica; delete from entries where incident_id =
    (select id from incidents where ref = 'INC-1'); delete from incidents where ref = 'INC-1'; commit`)
  expect((await verify()).faults).toEqual([
    { ref: 'INC-1', seq: null, what: 'it was declared, and its row is gone' },
  ])
  await atHome()
})

test('a drill and what was merged come too; a merged one after the one that it went into', async () => {
  const drill = await execute(member, null, { ...declaration, kind: 'drill' })
  const [target, source] = [
    await execute(member, null, declaration),
    await execute(member, null, { ...declaration, topic: 'The same again' }),
  ]
  const command = { type: 'merge_into', target: target.incident.ref }
  await execute(admin, source.incident.ref, command)
  const refs = [drill.incident.ref, target.incident.ref, source.incident.ref]
  const bundles = await Promise.all(refs.map(async (ref) => await bundleOf(ref)))
  const paths = await Promise.all(bundles.map(fileOf))
  const there = await freshInstance()
  const [ofDrill = '', ofTarget = '', ofSource = ''] = paths
  await expect(importBundle(operator, ofSource)).rejects.toMatchObject({
    message: `${source.incident.ref} was merged into ${target.incident.ref}, which is not here. Import the bundle of ${target.incident.ref} first.`,
  })
  expect(await there.sql('select 1 from incidents')).toEqual([])
  for (const path of [ofDrill, ofTarget, ofSource]) await importBundle(operator, path)
  for (const [index, ref] of refs.entries()) expect(await bundleOf(ref)).toEqual(bundles[index])
  expect((await verify()).faults).toEqual([])
  expect((await execute(member, null, { ...declaration, kind: 'drill' })).incident.ref).toBe('DRILL-2')
  await atHome()
})

test('the log goes on where it was imported, and can be redacted there', async () => {
  await elsewhere.use()
  const { incident } = await execute(admin, whole, { type: 'reopen', reason: 'Again.' })
  const said = await execute(admin, whole, { type: 'log', kind: 'note', text: 'Nobody reads this' })
  expect(incident.seq + 1).toBe(said.incident.seq)
  await execute(admin, whole, { type: 'redact_entry', seq: said.incident.seq, reason: 'A slip' })
  expect((await verify()).faults).toEqual([])
  const more = await bundleOf(whole)
  expect(more.includes('Nobody reads this')).toBe(false)
  expect(await faultsIn(await fileOf(more))).toEqual([])
  expect((await getLog(whole)).entries.length).toBeGreaterThan(20)
  await atHome()
})

test('only a bundle may fill a log with numbers and hashes of its own, whole, and in one transaction', async () => {
  const [row] = await home.sql<{ id: string; seq: number }>('select id, seq from incidents where ref = $1', [
    whole,
  ])
  const copy = `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at,
      body_hash, hash, redacted_at)
    select incident_id, seq, body, gen_random_uuid(), 0, occurred_at, recorded_at, body_hash, hash, redacted_at
    from entries where incident_id = '${row?.id}' and seq = 1`
  await expect(home.sql(copy)).rejects.toThrow()
  const unfinished = `begin;
    insert into incidents (id, ref, kind, seq, head_hash, fold_version, topic, severity, status, reported_at)
      values ('01990000-0000-7000-8000-0000000000ff', 'INC-999', 'real', 2, '\\x00', 1, 'x', 'SEV3', 'reported', now());
    insert into imports (incident_id, origin, organisation, time_zone, imported_at)
      values ('01990000-0000-7000-8000-0000000000ff', 'http://x', 'x', 'UTC', now());
    commit`
  await expect(home.sql(unfinished)).rejects.toThrow('is not whole')
  expect(await home.sql(`select 1 from incidents where ref = 'INC-999'`)).toEqual([])
})

/** A further instance, in use from here on. */
async function freshInstance() {
  const there = await otherDatabase()
  await there.use()
  await there.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Eastfield', 'America/New_York', now())`,
  )
  return there
}
