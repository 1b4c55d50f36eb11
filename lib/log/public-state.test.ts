import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { execute } from '#lib/log/execute.ts'
import { refold } from '#lib/log/refold.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const later = new Date(Date.now() + 3_600_000).toISOString()
const update = {
  type: 'publish_update',
  title: 'Log in',
  headline: 'Logins fail for some.',
  text: 'hunter2, and more in a while.',
  state: 'looking_into',
  affected: [{ name: 'Log in', state: 'down' }],
  nextUpdateAt: later,
}

async function declare(): Promise<{ ref: string; id: string }> {
  const { incident } = await execute(noor, null, { ...declaration, severity: 'SEV2' })
  return incident
}

type Row = { state: PublicState; version: number; ended_at: Date | null }
async function rowOf(id: string): Promise<Row> {
  const [row] = await kit.sql<Row>('select * from public_states where incident_id = $1', [id])
  if (!row) throw new Error('there is no public state')
  return row
}

test('it stands beside the log, in the same transaction, and says when it changed', async () => {
  const client = new pg.Client({ connectionString: kit.url })
  await client.connect()
  const heard: string[] = []
  client.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await client.query('listen sitrep_public')
  const { ref, id } = await declare()
  expect((await rowOf(id)).state).toMatchObject({ title: null, updates: [] })
  await execute(noor, ref, { type: 'log', kind: 'note', text: 'Nobody outside hears of this.' })
  await execute(noor, ref, update)
  await client.query('select 1')
  expect(heard).toEqual([id, id])
  await client.end()
  const { state, ended_at } = await rowOf(id)
  expect(state).toMatchObject({ title: 'Log in', promise: { by: later, isLate: false } })
  expect(ended_at).toBeNull()
  expect((await verify()).faults).toEqual([])
})

test('a refused update changes nothing outside', async () => {
  const { ref, id } = await declare()
  const before = await rowOf(id)
  await expect(execute(noor, ref, { ...update, nextUpdateAt: null })).rejects.toMatchObject({
    code: 'invalid',
  })
  expect(await rowOf(id)).toEqual(before)
})

test('a redacted update loses its words outside too, and so does the draft that it came from', async () => {
  const { ref, id } = await declare()
  const { incident } = await execute(noor, ref, { ...update, type: 'draft_update' })
  const draft = incident.updates.draft?.seq ?? 0
  const { incident: published } = await execute(noor, ref, { type: 'approve_update', seq: draft })
  await execute(noor, ref, { type: 'redact_entry', seq: published.seq, reason: 'It held a password' })
  const { state } = await rowOf(id)
  expect(state.updates).toMatchObject([{ number: 1, withdrawn: true, headline: '', text: '' }])
  expect(state.promise?.by).toBe(later)
  const bodies = await kit.sql('select body from entries where incident_id = $1', [id])
  expect(JSON.stringify([state, bodies])).not.toContain('hunter2')
  expect((await verify()).faults).toEqual([])
})

test('updates that say the same are not redacted together, and nothing goes on from one that was', async () => {
  const { ref, id } = await declare()
  await execute(noor, ref, { ...update, headline: 'Logins fail.' })
  const { incident } = await execute(noor, ref, { ...update, title: 'Log in of Acme' })
  await execute(noor, ref, { type: 'redact_entry', seq: incident.seq, reason: 'It names a customer' })
  const { state } = await rowOf(id)
  expect(state.updates.map(({ number, withdrawn }) => [number, withdrawn])).toEqual([
    [1, false],
    [2, true],
  ])
  const { title: _, affected: __, ...bare } = update
  await execute(noor, ref, bare)
  expect((await rowOf(id)).state).toMatchObject({ title: 'Log in', affected: [] })
  expect((await verify()).faults).toEqual([])
})

test('a missing or tampered public state is found, and made again from the log', async () => {
  const { ref, id } = await declare()
  await execute(noor, ref, update)
  const { state } = await rowOf(id)
  await kit.sql(
    `update public_states set state = jsonb_set(state, '{title}', '"All is well"') where incident_id = $1`,
    [id],
  )
  expect((await verify()).faults).toEqual([
    { ref, seq: null, what: 'its public state is not the fold of its log' },
  ])
  await kit.sql('delete from public_states where incident_id = $1', [id])
  expect(await refold()).toBe(1)
  expect((await rowOf(id)).state).toEqual(state)
  expect((await verify()).faults).toEqual([])
})

test('the public role reads what pages need, and nothing else', async () => {
  const can = async (text: string) => {
    const client = new pg.Client({ connectionString: kit.url, options: '-c role=sitrep_public' })
    await client.connect()
    try {
      await client.query(text)
      return true
    } catch {
      return false
    } finally {
      await client.end()
    }
  }
  for (const view of ['stakeholder_links', 'stakeholder_states', 'stakeholder_house']) {
    expect(`${view}: ${await can(`select * from ${view}`)}`).toBe(`${view}: true`)
  }
  for (const table of ['entries', 'incidents', 'people', 'share_links', 'public_states', 'subscribers']) {
    expect(`${table}: ${await can(`select * from ${table}`)}`).toBe(`${table}: false`)
  }
  expect(await can('update stakeholder_links set revoked_at = null')).toBe(false)
})
