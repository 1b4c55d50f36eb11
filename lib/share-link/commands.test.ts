import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { hashToken } from '#lib/auth/token.ts'
import { writeBundle } from '#lib/bundle/write.ts'
import { env } from '#lib/env.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { systemActor } from '#lib/people/policy.ts'
import { mostLinks } from './model.ts'
import { listEveryLink, listLinksOf, listLinksToAll } from './queries.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const cora = await kit.person({ name: 'Cora Mander', role: 'member' })
const lena = await kit.person({ name: 'Lena Comms', role: 'member' })
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const vera = await kit.person({ name: 'Vera Brandt', role: 'observer' })
const elsewhere = await kit.person({ name: 'Else Where', role: 'member' })
const service: Actor = { kind: 'service', id: 's', name: 'Pipeline', role: 'admin' }
const unknown = { notYetKnown: true }

/** An incident that Cora commands, and where Lena communicates. */
async function commanded(): Promise<string> {
  const { ref } = (await execute(cora, null, declaration)).incident
  await execute(cora, ref, { type: 'take_role', role: 'commander' })
  await execute(cora, ref, { type: 'assign_role', role: 'communications', personId: lena.id })
  const other = (await execute(elsewhere, null, declaration)).incident.ref
  await execute(elsewhere, other, { type: 'take_role', role: 'commander' })
  return ref
}
const create = (ref: string | null, more: object = {}, actor: Actor = cora) =>
  change(actor, 'create_share_link', { ref, label: 'Board', ...more })
const revoke = (id: string, more: object = {}, actor: Actor = cora) =>
  change(actor, 'revoke_share_link', { id, ...more })
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)

beforeEach(async () => void (await kit.sql('truncate share_links cascade')))

test('the address is in the answer and nowhere else: only its hash is kept', async () => {
  const ref = await commanded()
  const { id, url } = await create(ref)
  const token = tokenOf(url)
  expect(url).toBe(`${env().publicUrl}/s/${token}`)
  expect(token).toMatch(/^[\w-]{43}$/)
  const [row] = await kit.sql<{ token_hash: Buffer }>('select token_hash from share_links where id = $1', [
    id,
  ])
  expect(row?.token_hash).toEqual(hashToken(token))
  const everything = [
    await kit.sql(`select id, label, incident_id, views from share_links`),
    await kit.sql('select * from audit_log'),
    await kit.sql('select * from idempotency_keys'),
    await kit.sql('select body from entries'),
    await listLinksOf(cora, ref),
  ]
  expect(JSON.stringify(everything)).not.toContain(token)
  expect(tokenOf((await create(ref)).url)).not.toBe(token)
})

test('a bundle takes no link along', async () => {
  const ref = await commanded()
  const { id } = await create(ref, { label: 'The board of another house' })
  const parts: Uint8Array[] = []
  for await (const part of (await writeBundle(ref)).parts) parts.push(part)
  const bytes = Buffer.concat(parts).toString('latin1')
  expect(bytes).toContain(ref)
  expect(bytes).not.toContain('The board of another house')
  expect(bytes).not.toContain(id)
})

test('listed with its maker, its end, its state and its views; the newest first', async () => {
  const ref = await commanded()
  const first = await create(ref, { label: 'Board' })
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  await create(ref, { label: 'Customers', expiresAt })
  await kit.sql(`update share_links set views = 12, last_viewed_at = '2026-05-14T12:00:00Z' where id = $1`, [
    first.id,
  ])
  expect(await listLinksOf(cora, ref.toLowerCase())).toEqual([
    {
      ...{ id: expect.any(String), ref, label: 'Customers', createdAt: expect.any(String) },
      createdBy: { id: cora.id, name: 'Cora Mander' },
      ...{ expiresAt, state: 'open', revokedAt: null, views: 0, lastViewedAt: null },
    },
    {
      ...{ id: first.id, ref, label: 'Board', createdAt: expect.any(String) },
      createdBy: { id: cora.id, name: 'Cora Mander' },
      ...{ expiresAt: null, state: 'open', revokedAt: null },
      ...{ views: 12, lastViewedAt: '2026-05-14T12:00:00.000Z' },
    },
  ])
})

test('without an end of its own it holds until seven days after the resolution', async () => {
  const ref = await commanded()
  const { id } = await create(ref)
  const impact = { who: unknown, how: unknown }
  const { incident } = await execute(cora, ref, { type: 'resolve', solution: 'Restarted', impact })
  const end = new Date(Date.parse(incident.milestones.resolvedAt ?? '') + 7 * 86_400_000).toISOString()
  expect(await listLinksOf(cora, ref)).toMatchObject([{ id, expiresAt: end, state: 'open' }])
  await kit.sql(`update public_states set ended_at = now() - interval '8 days'`)
  expect(await listLinksOf(cora, ref)).toMatchObject([{ id, state: 'expired' }])
})

test('nobody makes a link that does not hold', async () => {
  const ref = await commanded()
  const invalid = { code: 'invalid', fields: { expiresAt: expect.any(String) } }
  const now = Date.now()
  for (const at of [now - 1000, now + 367 * 86_400_000]) {
    const expiresAt = new Date(at).toISOString()
    await expect(create(ref, { expiresAt })).rejects.toMatchObject(invalid)
    await expect(create(null, { expiresAt }, noor)).rejects.toMatchObject(invalid)
  }
  await expect(create(ref, { expiresAt: '2026-05-14T12:00:00' })).rejects.toMatchObject(invalid)
  const old = { clock: () => new Date(now - 9 * 86_400_000).toISOString() }
  const { incident } = await execute(noor, null, declaration, old)
  const impact = { who: unknown, how: unknown }
  await execute(noor, incident.ref, { type: 'resolve', solution: 'Restarted', impact }, old)
  await expect(create(incident.ref, {}, noor)).rejects.toMatchObject(invalid)
  const expiresAt = new Date(now + 86_400_000).toISOString()
  await expect(create(incident.ref, { expiresAt }, noor)).resolves.toBeDefined()
})

test('the Commander of the incident or an admin, in person; of everything current an admin alone', async () => {
  const ref = await commanded()
  const { id } = await create(ref)
  const all = await create(null, {}, noor)
  const tries: [Actor, { one: boolean; all: boolean }][] = [
    [vera, { one: false, all: false }],
    [lena, { one: false, all: false }],
    [elsewhere, { one: false, all: false }],
    [service, { one: false, all: false }],
    [cora, { one: true, all: false }],
    [noor, { one: true, all: true }],
    [systemActor('command-line'), { one: true, all: true }],
  ]
  for (const [actor, may] of tries) {
    const acts = {
      one: [
        () => create(ref, {}, actor),
        () => listLinksOf(actor, ref),
        () => revoke(id, {}, actor),
        () => revoke(id, { ref }, actor),
      ],
      all: [
        () => create(null, {}, actor),
        () => listLinksToAll(actor),
        () => listEveryLink(actor, {}),
        () => revoke(all.id, {}, actor),
        () => revoke(all.id, { ref: null }, actor),
      ],
    }
    for (const which of ['one', 'all'] as const) {
      for (const act of acts[which]) {
        const answer = await act().then(
          () => 'done',
          ({ code }) => code,
        )
        expect(`${which} by ${actor.name}: ${answer}`).toBe(
          `${which} by ${actor.name}: ${may[which] ? 'done' : 'forbidden'}`,
        )
      }
    }
  }
})

test('a Commander who became an observer makes none', async () => {
  const ref = await commanded()
  await expect(create(ref, {}, { ...cora, role: 'observer' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a link of another incident is not found there', async () => {
  const [ref, other] = [await commanded(), await commanded()]
  const { id } = await create(ref)
  const all = await create(null, {}, noor)
  const missing = { code: 'not_found' }
  await expect(revoke(id, { ref: other })).rejects.toMatchObject(missing)
  await expect(revoke(id, { ref: null }, noor)).rejects.toMatchObject(missing)
  await expect(revoke(all.id, { ref }, noor)).rejects.toMatchObject(missing)
  await expect(revoke(id, { ref: 'INC-999' })).rejects.toMatchObject(missing)
  await expect(create('INC-999')).rejects.toMatchObject(missing)
  await expect(listLinksOf(noor, 'INC-999')).rejects.toMatchObject(missing)
  await expect(listLinksOf(noor, 'nothing')).rejects.toMatchObject(missing)
  expect(await listLinksOf(cora, ref)).toMatchObject([{ state: 'open' }])
})

test('after the close none is made, and each can still be revoked, once and again', async () => {
  const ref = await commanded()
  const { id } = await create(ref)
  await execute(cora, ref, { type: 'cancel', reason: 'A false alarm.' })
  await expect(create(ref)).rejects.toMatchObject({ code: 'conflict' })
  await revoke(id, { ref })
  const [row] = await listLinksOf(cora, ref)
  expect(row).toMatchObject({ state: 'revoked', revokedAt: expect.any(String) })
  await revoke(id, { ref })
  expect(await listLinksOf(cora, ref)).toEqual([row])
  const lines = await kit.sql(
    `select details from audit_log where action = 'revoke_share_link' and target = $1`,
    [id],
  )
  expect(lines).toEqual([{ details: { ref, label: 'Board' } }])
})

test('those who serve links are told at once of each that comes or goes', async () => {
  const ref = await commanded()
  const client = new pg.Client({ connectionString: kit.url })
  await client.connect()
  const heard: string[] = []
  client.on('notification', ({ payload = '' }) => heard.push(payload))
  await client.query('listen sitrep_link')
  const { id } = await create(ref)
  await revoke(id)
  await revoke(id)
  await client.query('select 1')
  await expect.poll(() => heard).toEqual([id, id])
  await client.end()
})

test('at most 50 hold at once, also when several are made at once', async () => {
  const ref = await commanded()
  for (const [of, actor] of [
    [ref, cora],
    [null, noor],
  ] as const) {
    for (let made = 0; made < mostLinks - 2; made += 1) await create(of, {}, actor)
    const tried = await Promise.allSettled(Array.from({ length: 6 }, () => create(of, {}, actor)))
    const refused = tried.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(4)
    expect(refused[0]).toMatchObject({ reason: { code: 'conflict', message: expect.stringContaining('50') } })
  }
  const [newest] = await listLinksOf(cora, ref)
  await revoke(newest?.id ?? '')
  await expect(create(ref)).resolves.toBeDefined()
})

test('every link of all incidents, a page at a time, the newest first', async () => {
  const ref = await commanded()
  for (const label of ['One', 'Two', 'Three']) await create(ref, { label })
  await create(null, { label: 'Lobby' }, noor)
  const first = await listEveryLink(noor, { limit: 2 })
  expect(first.links.map(({ label, ref }) => [label, ref])).toEqual([
    ['Lobby', null],
    ['Three', ref],
  ])
  const second = await listEveryLink(noor, { limit: 2, cursor: first.nextCursor ?? '' })
  expect(second.links.map(({ label }) => label)).toEqual(['Two', 'One'])
  expect(second.nextCursor).toBeNull()
  expect((await listLinksToAll(noor)).map(({ label }) => label)).toEqual(['Lobby'])
})

test('a label is one line of words that can be stored', async () => {
  const ref = await commanded()
  for (const label of ['', '  ', 'a\nb', 'x'.repeat(121), 'a\u0000b', '\ud800', 7, null]) {
    await expect(create(ref, { label })).rejects.toMatchObject({
      ...{ code: 'invalid', fields: { label: expect.any(String) } },
    })
  }
  await create(ref, { label: `  Vorstand & “Kunden” <b>'; drop table -- 会  ` })
  expect((await listLinksOf(cora, ref)).map(({ label }) => label)).toEqual([
    `Vorstand & “Kunden” <b>'; drop table -- 会`,
  ])
})
