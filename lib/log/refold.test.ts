import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import { refold } from '#lib/log/refold.ts'
import { forgetOldAnswers } from '#lib/log/replay.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ role: 'admin' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
test('a row of another fold version is folded again from its log', async () => {
  const { incident } = await execute(ines, null, declaration)
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  await execute(ines, incident.ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' })
  await execute(jonas, incident.ref, { type: 'accept_command' })
  await kit.sql(
    `update incidents set fold_version = 0, topic = 'old', state = jsonb_set(state, '{topic}', '"old"')`,
  )
  await kit.sql(`delete from role_spans`)
  expect((await verify()).faults).toHaveLength(1)
  expect(await refold()).toBe(1)
  expect((await verify()).faults).toEqual([])
  expect(await refold()).toBe(0)
})

test('beside a newer version only what an older one wrote is folded again', async () => {
  const older = (await execute(ines, null, declaration)).incident
  const newer = (await execute(ines, null, declaration)).incident
  const spoil = (ref: string, version: number) =>
    kit.sql(`update incidents set fold_version = $2, topic = 'spoilt' where ref = $1`, [ref, version])
  await spoil(older.ref, 1)
  await spoil(newer.ref, 99)
  await kit.sql('update public_states set version = 99 where incident_id = $1', [newer.id])
  expect(await refold({ onlyOlder: true })).toBe(1)
  const topics = await kit.sql('select ref, topic from incidents where ref = any($1) order by ref', [
    [older.ref, newer.ref],
  ])
  expect(topics).toEqual([
    { ref: older.ref, topic: declaration.topic },
    { ref: newer.ref, topic: 'spoilt' },
  ])
  // Back to the version before: a start folds what the newer one left.
  expect(await refold()).toBe(1)
  expect((await verify()).faults).toEqual([])
})

test('what an older version wrote meanwhile is read from its log before anything is decided on it', async () => {
  const { incident } = await execute(ines, null, { ...declaration, severity: 'SEV1' })
  const give = (input: object) => execute(ines, incident.ref, input)
  await give({ type: 'take_role', role: 'commander' })
  const words = { title: 'Log in', headline: 'It fails.', text: 'We look into it.', state: 'looking_into' }
  const update = { ...words, nextUpdateAt: new Date(Date.now() + 600_000).toISOString() }
  const first = (await give({ type: 'publish_update', ...update })).incident.seq
  const { seq } = (await give({ type: 'draft_update', ...update, headline: 'Some fail.', corrects: first }))
    .incident
  // As the version before kept it.
  await kit.sql(
    `update incidents set fold_version = 4, state = jsonb_set(state, '{updates,draft,corrects}', $2) where ref = $1`,
    [incident.ref, String(first)],
  )
  await kit.sql(
    `update public_states set version = 1, state = jsonb_set(state, '{title}', '"old"') where incident_id = $1`,
    [incident.id],
  )
  const { entries } = await give({ type: 'approve_update', seq })
  expect(entries).toMatchObject([{ payload: { corrects: { seq: first, number: 1 } } }])
  const { faults } = await verify()
  expect(faults).toEqual([])
})

test('a promise that a new version finds gets its timers once, if its time is still to come', async () => {
  const jobs = async (ref: string) =>
    await kit.sql<{ name: string; data: { dueAt: string } }>(
      `select name, data from pgboss.job where data->>'ref' = $1 and name like '%update' order by start_after`,
      [ref],
    )
  // As a version that knew of no promises left it.
  const forget = async (ref: string) => {
    await kit.sql(`update incidents set fold_version = 3, state = state - 'updates' where ref = $1`, [ref])
    await kit.sql(`delete from pgboss.job where data->>'ref' = $1`, [ref])
  }
  const { incident } = await execute(ines, null, { ...declaration, severity: 'SEV2' })
  const set = await jobs(incident.ref)
  expect(set.map(({ name }) => name)).toEqual(['nudge_update', 'nudge_update', 'note_overdue_update'])
  await forget(incident.ref)
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
  const late = await execute(ines, null, { ...declaration, severity: 'SEV2' }, { clock: () => anHourAgo })
  await forget(late.incident.ref)
  expect(await refold()).toBe(2)
  expect(await jobs(incident.ref)).toEqual(set)
  expect(await jobs(late.incident.ref)).toEqual([])
  // What an older process wrote since the start is folded by the next command.
  await forget(incident.ref)
  await execute(ines, incident.ref, { type: 'acknowledge' })
  expect(await jobs(incident.ref)).toEqual(set)
  // What that command promises by itself has its timers once, too.
  await forget(incident.ref)
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  await forget(incident.ref)
  const dueAt = new Date(Date.now() + 600_000).toISOString()
  const words = { title: 'Log in', headline: 'It fails.', text: 'We look into it.', state: 'looking_into' }
  await execute(ines, incident.ref, { type: 'publish_update', ...words, nextUpdateAt: dueAt })
  const own = (await jobs(incident.ref)).filter(({ data }) => data.dueAt === dueAt)
  expect(own.map(({ name }) => name)).toEqual(['nudge_update', 'nudge_update', 'note_overdue_update'])
  const all = await jobs(incident.ref)
  // Another version that makes the same promise of the log has nothing to set.
  await kit.sql('update incidents set fold_version = 3')
  await refold()
  expect(await jobs(incident.ref)).toEqual(all)
})

test('answers are kept for 48 hours, and a key that was forgotten still cannot double', async () => {
  const key = '0190a1b2-0000-7000-8000-000000000001'
  const { incident } = await execute(ines, null, declaration, { key })
  await forgetOldAnswers()
  expect(await kit.sql('select key from idempotency_keys where key = $1', [key])).toHaveLength(1)
  await kit.sql(`update idempotency_keys set created_at = created_at - interval '49 hours'`)
  await forgetOldAnswers()
  expect(await kit.sql('select key from idempotency_keys where key = $1', [key])).toHaveLength(0)
  await expect(execute(ines, null, declaration, { key })).rejects.toMatchObject({ code: 'key_reused' })
  expect(await kit.sql('select ref from incidents where ref > $1', [incident.ref])).toEqual([])
})
