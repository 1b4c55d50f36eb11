import { beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { leaveToken } from '#e2e/kit/leave-token.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { linkHolder, systemActor } from '#lib/people/policy.ts'
import { forgetUnconfirmed } from './commands.ts'
import { findConfirmation, unsubscribeKey } from './queries.ts'
import { newConfirmToken, readConfirmToken, subscriberOf, unsubscribeToken } from './token.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { declare, link, publish } = updateKit(kit, noor)
const { id: incidentId, ref } = await declare()
beforeEach(() => kit.sql('truncate deliveries, subscribers cascade'))

type Row = {
  id: string
  address: string
  severities: string[]
  link_id: string | null
  confirmed_at: Date | null
  end_reason: string | null
}
const rows = () => kit.sql<Row>('select * from subscribers order by created_at, id')
const secrets = async () =>
  (await kit.sql<{ secret: string }>('select secret from deliveries order by created_at, id')).map(
    ({ secret }) => secret,
  )
const subscribe = (token: string, email = 'lena@example.org') =>
  change(linkHolder, 'subscribe', { token, email })
const confirm = (token = '') => change(linkHolder, 'confirm_subscription', { token })
const leave = async (id = '') => change(linkHolder, 'end_subscription', { token: await leaveToken(id) })

test('asked by mail, confirmed by who has it, once and again; then ended, which the old link does not undo', async () => {
  const { token } = await link(incidentId)
  await subscribe(token, ' Lena@Example.org ')
  expect(await rows()).toMatchObject([{ address: 'lena@example.org', confirmed_at: null, severities: [] }])
  const [secret = ''] = await secrets()
  expect(await findConfirmation(secret)).toBe('open')
  for (let time = 0; time < 2; time++) {
    await confirm(secret)
    expect(await findConfirmation(secret)).toBe('confirmed')
  }
  const [row] = await rows()
  expect(row?.confirmed_at).not.toBeNull()
  for (let time = 0; time < 2; time++) await leave(row?.id)
  expect(await rows()).toMatchObject([{ end_reason: 'unsubscribed' }])
  expect(await findConfirmation(secret)).toBe('spent')
  await expect(confirm(secret)).rejects.toMatchObject({ code: 'gone' })
  // Whoever wants it again is asked again.
  await kit.sql(`update deliveries set created_at = now() - interval '1 hour'`)
  await subscribe(token)
  expect(await rows()).toHaveLength(2)
  expect(await kit.sql('select count(*)::int from audit_log where action like $1', ['%subscri%'])).toEqual([
    { count: 0 },
  ])
})

test('the same again: one row, and no second mail while the first is fresh', async () => {
  const { token } = await link(incidentId)
  await subscribe(token)
  await subscribe(token, 'LENA@example.org')
  expect([(await rows()).length, (await secrets()).length]).toEqual([1, 1])
  await kit.sql(`update deliveries set created_at = now() - interval '1 hour'`)
  await subscribe(token)
  const [old = '', fresh = ''] = await secrets()
  // The newest mail counts.
  expect([await findConfirmation(old), await findConfirmation(fresh)]).toEqual(['spent', 'open'])
})

test('from the link to everything current: all severities, once it is confirmed', async () => {
  const { token } = await link(null)
  const { id } = await change(noor, 'add_stakeholder', { name: 'Lena', email: 'lena@example.org' })
  await change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1'] })
  await subscribe(token)
  expect(await rows()).toMatchObject([{ severities: ['SEV1'] }])
  const [secret] = await secrets()
  await confirm(secret)
  expect(await rows()).toMatchObject([{ severities: ['SEV1', 'SEV2', 'SEV3'], stakeholder_id: id }])
  await subscribe(token, 'paul@example.org')
  expect((await rows())[1]).toMatchObject({ severities: ['SEV1', 'SEV2', 'SEV3'], confirmed_at: null })
})

test.each(['revoked_at', 'expires_at'])(
  'whoever comes back by another link after %s is asked anew, and told',
  async (end) => {
    const told = async () => {
      await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
      const [found] = await kit.sql<{ count: number }>(
        `select count(*)::int from deliveries where kind = 'public_update'`,
      )
      return found?.count
    }
    const [first, second] = [await link(incidentId), await link(incidentId)]
    await subscribe(first.token)
    await confirm((await secrets())[0])
    // While their link holds, the asking alone changes nothing.
    await subscribe(second.token)
    expect(await rows()).toMatchObject([{ link_id: first.id, confirmed_at: expect.any(Date) }])
    await kit.sql(`update share_links set ${end} = now() - interval '1 second' where id = $1`, [first.id])
    expect(await told()).toBe(0)
    await kit.sql(`update subscribers set created_at = now() - interval '9 days'`)
    await kit.sql(
      `delete from deliveries where secret is null; update deliveries set created_at = now() - interval '1 hour'`,
    )
    await subscribe(second.token)
    expect(await rows()).toMatchObject([{ link_id: second.id, confirmed_at: null }])
    expect(await forgetUnconfirmed()).toBe(0)
    expect(await told()).toBe(0)
    await confirm((await secrets()).at(-1))
    expect(await told()).toBe(1)
  },
)

test('who confirms by a second link is told by that one from then on, whatever becomes of the first', async () => {
  const [first, second, third] = [await link(incidentId), await link(incidentId), await link(incidentId)]
  await subscribe(first.token)
  await confirm((await secrets()).at(-1))
  // Another link's question is another one: it is mailed at once.
  await subscribe(second.token)
  const secret = (await secrets()).at(-1) ?? ''
  expect(await secrets()).toHaveLength(2)
  expect(await findConfirmation(secret)).toBe('open')
  expect(await rows()).toMatchObject([{ link_id: first.id, confirmed_at: expect.any(Date) }])
  for (let time = 0; time < 2; time++) {
    await confirm(secret)
    expect(await findConfirmation(secret)).toBe('confirmed')
    expect(await rows()).toMatchObject([{ link_id: second.id }])
  }
  // Somebody else's asking moves nobody, and what they asked by may end.
  await subscribe(third.token)
  const unanswered = (await secrets()).at(-1) ?? ''
  const revoke = (id: string) => kit.sql('update share_links set revoked_at = now() where id = $1', [id])
  for (const { id } of [first, third]) await revoke(id)
  expect(await findConfirmation(unanswered)).toBe('spent')
  await expect(confirm(unanswered)).rejects.toMatchObject({ code: 'gone' })
  const told = async () => {
    await kit.sql('truncate deliveries cascade')
    await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
    return (await kit.sql('select from deliveries')).length
  }
  await kit.sql(`update subscribers set confirmed_at = now() - interval '1 minute'`)
  expect(await told()).toBe(1)
  await revoke(second.id)
  expect(await told()).toBe(0)
})

test('whoever staff subscribed needs no link: one that they confirm by adds severities, and takes nothing along', async () => {
  const { id: linkId, token } = await link(null)
  const { id } = await change(noor, 'add_stakeholder', { name: 'Ada', email: 'ada@example.org' })
  await change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1'] })
  await subscribe(token, 'ada@example.org')
  const [secret = ''] = await secrets()
  // They get updates already, but not those that they are asked about.
  expect(await findConfirmation(secret)).toBe('open')
  await confirm(secret)
  expect(await findConfirmation(secret)).toBe('confirmed')
  expect(await rows()).toMatchObject([{ link_id: null, severities: ['SEV1', 'SEV2', 'SEV3'] }])
  await subscribe(token, 'ada@example.org')
  const other = (await secrets()).at(-1) ?? ''
  await kit.sql('update share_links set revoked_at = now() where id = $1', [linkId])
  await expect(confirm(other)).rejects.toMatchObject({ code: 'gone' })
  expect(await rows()).toMatchObject([{ link_id: null, confirmed_at: expect.any(Date), end_reason: null }])
})

test('leaving all of it ends what would come in its place; leaving one incident ends that alone', async () => {
  const [one, all] = [await link(incidentId), await link(null)]
  for (const { token } of [one, all]) {
    await subscribe(token)
    await confirm((await secrets()).at(-1))
    await kit.sql('update deliveries set secret = null')
  }
  const [first, second] = await rows()
  await leave(first?.id)
  expect((await rows()).map(({ end_reason }) => end_reason)).toEqual(['unsubscribed', null])
  await kit.sql('update subscribers set ended_at = null, end_reason = null')
  await leave(second?.id)
  expect((await rows()).map(({ end_reason }) => end_reason)).toEqual(['unsubscribed', 'unsubscribed'])
})

test('an older mail ends what came after it too: the same incident by another row, and nothing else', async () => {
  const { token } = await link(incidentId)
  const other = await declare()
  for (const email of ['lena@example.org', 'Lena@example.org', 'paul@example.org']) {
    await subscribe(token, email)
    await confirm((await secrets()).at(-1))
    await kit.sql(`update deliveries set secret = null, created_at = now() - interval '1 hour'`)
    if (email === 'lena@example.org') await leave((await rows())[0]?.id)
  }
  await subscribe((await link(other.id)).token)
  const states = async () => (await rows()).map(({ address, end_reason }) => [address, end_reason])
  const [first] = await rows()
  await leave(first?.id)
  expect(await states()).toEqual([
    ['lena@example.org', 'unsubscribed'],
    ['lena@example.org', 'unsubscribed'],
    ['paul@example.org', null],
    ['lena@example.org', null],
  ])
})

test.each(['revoked_at', 'expires_at'])(
  'nobody confirms, nor is told that they have, after %s of the link that they came by',
  async (end) => {
    const { id, token } = await link(incidentId)
    await subscribe(token)
    await subscribe(token, 'paul@example.org')
    const [mine = '', theirs = ''] = await secrets()
    await confirm(theirs)
    await kit.sql(`update share_links set ${end} = now() - interval '1 second' where id = $1`, [id])
    for (const secret of [mine, theirs]) {
      expect(await findConfirmation(secret)).toBe('spent')
      await expect(confirm(secret)).rejects.toMatchObject({ code: 'gone' })
    }
    expect((await rows()).map(({ confirmed_at }) => confirmed_at !== null)).toEqual([false, true])
  },
)

test('a question that is asked again waits its two days anew, also one that staff asked first', async () => {
  const { token } = await link(null)
  const { id } = await change(noor, 'add_stakeholder', { name: 'Nina', email: 'nina@example.org' })
  await change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1'] })
  await leave((await rows())[0]?.id)
  const past = `update subscribers set created_at = now() - interval '49 hours' where ended_at is null;
    update deliveries set created_at = now() - interval '1 hour'`
  await change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1'] })
  for (const ask of [
    () => change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1', 'SEV2'] }),
    () => subscribe(token, 'nina@example.org'),
  ]) {
    await kit.sql(past)
    await ask()
    expect(await forgetUnconfirmed()).toBe(0)
  }
  await confirm((await secrets()).at(-1))
  expect((await rows()).at(-1)).toMatchObject({ stakeholder_id: id, confirmed_at: expect.any(Date) })
})

test('no page, no subscription: unknown, revoked, over', async () => {
  await expect(subscribe('x'.repeat(43))).rejects.toMatchObject({ code: 'not_found' })
  const past = new Date(Date.now() - 1000).toISOString()
  for (const more of [{ revokedAt: past }, { expiresAt: past }]) {
    await expect(subscribe((await link(incidentId, more)).token)).rejects.toMatchObject({ code: 'gone' })
  }
  await kit.sql(`update public_states set ended_at = now() - interval '8 days' where incident_id = $1`, [
    incidentId,
  ])
  await expect(subscribe((await link(incidentId)).token)).rejects.toMatchObject({ code: 'gone' })
  await kit.sql('update public_states set ended_at = null')
  expect(await rows()).toEqual([])
})

test('a clock here that lags by ten minutes gives a link that has ended no time', async () => {
  const past = new Date(Date.now() - 1000).toISOString()
  const over = await Promise.all([
    link(incidentId, { revokedAt: past }),
    link(incidentId, { expiresAt: past }),
  ])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 600_000 })
  try {
    for (const { token } of over) await expect(subscribe(token)).rejects.toMatchObject({ code: 'gone' })
  } finally {
    vi.useRealTimers()
  }
  expect(await rows()).toEqual([])
})

test.each([
  ...['a@x.org,b@y.org', 'evil@x.io＠victim.com', '"a b"@x.org', 'a@x.org\r\nBcc: b@y.org', 'no address', ''],
  ...['a@x.org\u0000', `${'x'.repeat(300)}@x.org`],
])('%j is no address', async (email) => {
  const { token } = await link(incidentId)
  await expect(subscribe(token, email)).rejects.toMatchObject({ code: 'invalid' })
  expect(await rows()).toEqual([])
})

test('a token that confirms holds for a day and cannot be made to hold longer', async () => {
  const now = Date.now()
  const token = newConfirmToken('as_asked', now)
  expect(readConfirmToken(token, now + 23 * 3_600_000)).toEqual({ scope: 'as_asked' })
  expect(readConfirmToken(token, now + 25 * 3_600_000)).toBeNull()
  const later = Buffer.from(token, 'base64url')
  later.writeUInt32BE(later.readUInt32BE() + 86_400)
  expect(await findConfirmation(later.toString('base64url'))).toBe('spent')
  for (const none of ['', 'x', 'x'.repeat(43), 'ä'.repeat(43)]) expect(readConfirmToken(none)).toBeNull()
})

test('a token that ends is one subscriber’s, nobody else can make it, and a new NEXTAUTH_SECRET leaves it alone', async () => {
  const id = crypto.randomUUID()
  const token = await leaveToken(id)
  expect(token).toMatch(/^[\w-]{43}$/)
  const key = await unsubscribeKey()
  expect(subscriberOf(token, key)).toBe(id)
  for (let at = 0; at < 43; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect(subscriberOf(token.slice(0, at) + other + token.slice(at + 1), key)).toBeNull()
  }
  expect(subscriberOf(unsubscribeToken(id, Buffer.alloc(32)), key)).toBeNull()
  // It is the database's, one per instance, and goes along with its backup.
  const [row] = await kit.sql<{ key: Buffer }>('select key from signing_keys')
  expect(row?.key).toEqual(key)
  expect(key).toHaveLength(32)
})

test('what nobody confirmed is forgotten after two days', async () => {
  const { token } = await link(incidentId)
  await subscribe(token)
  expect(await forgetUnconfirmed()).toBe(0)
  await kit.sql(`update subscribers set created_at = now() - interval '49 hours'`)
  expect(await forgetUnconfirmed()).toBe(1)
})

test('the first mail still ends it, after they were asked by another link and did not answer for days', async () => {
  const [first, second] = [await link(incidentId), await link(incidentId)]
  const again = async () => {
    await kit.sql(`update deliveries set created_at = now() - interval '1 hour', secret = null`)
    await subscribe(second.token)
  }
  await subscribe(first.token)
  await confirm((await secrets())[0])
  await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
  const inMail = (await rows())[0]?.id
  await kit.sql('update share_links set revoked_at = now() where id = $1', [first.id])
  await again()
  await kit.sql(`update subscribers set created_at = now() - interval '49 hours'`)
  await forgetUnconfirmed()
  await again()
  await confirm((await secrets()).find((secret) => secret !== null))
  expect(await rows()).toMatchObject([{ confirmed_at: expect.any(Date), end_reason: null }])
  await leave(inMail)
  expect(await rows()).toMatchObject([{ end_reason: 'unsubscribed' }])
})
