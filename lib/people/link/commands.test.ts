import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { findByCredentials } from '#lib/auth/credentials.ts'
import { findSession, startSession } from '#lib/auth/session-row.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { change } from '#lib/log/change.ts'
import { findLink, isSetUp } from '#lib/people/link/queries.ts'
import { linkHolder, systemActor } from '#lib/people/policy.ts'
import { listAccounts } from '#lib/people/queries.ts'
import { ensureSetupLink } from '#lib/people/setup-link.ts'

const kit = await testDatabase()

beforeEach(async () => {
  await kit.sql('truncate people, organisation cascade')
})

const first = {
  organisation: 'Northfield Supply',
  timeZone: 'Europe/Berlin',
  name: 'Ines Okafor',
  email: 'ines@example.org',
  password: 'correct horse battery',
}

async function setupToken(): Promise<string> {
  const link = await ensureSetupLink()
  return new URL(link ?? '').searchParams.get('token') ?? ''
}

async function setUp(given: Partial<typeof first> = {}) {
  return await change(linkHolder, 'set_up_organisation', { ...first, ...given, token: await setupToken() })
}

const system = systemActor('command-line')

test('the set-up link makes the organisation and its admin, once', async () => {
  expect(await isSetUp()).toBe(false)
  const link = await ensureSetupLink()
  expect(link).toMatch(/^http:\/\/localhost:\d+\/set-up\?token=[\w-]{43}$/)
  const token = new URL(link ?? '').searchParams.get('token') ?? ''
  expect(JSON.stringify(await kit.sql('select * from one_time_links'))).not.toContain(token)
  await change(linkHolder, 'set_up_organisation', { ...first, token })
  expect(await isSetUp()).toBe(true)
  expect(await ensureSetupLink()).toBeNull()
  expect((await listAccounts()).accounts).toMatchObject([
    { email: 'ines@example.org', role: 'admin', state: 'active' },
  ])
  expect(await findByCredentials('ines@example.org', first.password, '192.0.2.7')).not.toBeNull()
  const [audit] = await kit.sql(
    `select * from audit_log where action = 'set_up_organisation' order by at desc limit 1`,
  )
  expect(audit).toMatchObject({ actor_kind: 'person', actor_name: 'Ines Okafor' })
  await expect(change(linkHolder, 'set_up_organisation', { ...first, token })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('each start makes a link of its own, and each of them works', async () => {
  const [one, other] = [await setupToken(), await setupToken()]
  expect(one).not.toBe(other)
  expect(await findLink('setup', one)).toEqual({ person: null })
  expect(await findLink('setup', other)).toEqual({ person: null })
  await change(linkHolder, 'set_up_organisation', { ...first, token: one })
  await expect(change(linkHolder, 'set_up_organisation', { ...first, token: other })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test.each(['', newToken(), 'x'])('without the link nobody claims the instance (%#)', async (token) => {
  await expect(change(linkHolder, 'set_up_organisation', { ...first, token })).rejects.toThrow()
  await expect(change(system, 'set_up_organisation', { ...first, token })).rejects.toThrow()
  expect(await isSetUp()).toBe(false)
  expect((await listAccounts()).accounts).toEqual([])
})

test('an invitation or a reset is no set-up link, nor the other way round', async () => {
  const setup = await setupToken()
  await expect(
    change(linkHolder, 'accept_invitation', { token: setup, name: 'X', password: first.password }),
  ).rejects.toMatchObject({ code: 'gone' })
  await expect(
    change(linkHolder, 'reset_password', { token: setup, password: first.password }),
  ).rejects.toMatchObject({ code: 'gone' })
  expect(await findLink('reset', setup)).toBeNull()
})

test('of many who set up at once, with the same link or their own, exactly one claims the instance', async () => {
  for (let round = 0; round < 5; round++) {
    await kit.sql('truncate people, organisation cascade')
    const shared = await setupToken()
    const tokens = [shared, shared, shared, await setupToken(), await setupToken()]
    const tried = await Promise.allSettled(
      tokens.map((token, i) =>
        change(linkHolder, 'set_up_organisation', { ...first, email: `p${i}@example.org`, token }),
      ),
    )
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of tried) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'conflict' })
    }
    expect((await listAccounts()).total).toBe(1)
  }
})

test('a refused set-up leaves the link usable', async () => {
  const token = await setupToken()
  await expect(
    change(linkHolder, 'set_up_organisation', { ...first, password: 'short', timeZone: 'Mars/Base', token }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { password: 'Use at least 12 characters.', timeZone: expect.any(String) },
  })
  expect(await findLink('setup', token)).not.toBeNull()
})

test('an invitation works once', async () => {
  await setUp()
  const { token, personId } = await change(system, 'invite_person', {
    name: 'Jonas Beck',
    email: 'jonas@example.org',
    role: 'member',
  })
  expect(await findLink('invite', token)).toEqual({
    person: { name: 'Jonas Beck', email: 'jonas@example.org' },
  })
  const accept = { token, name: 'Jonas B.', password: 'another horse battery' }
  const tried = await Promise.allSettled([1, 2, 3].map(() => change(linkHolder, 'accept_invitation', accept)))
  expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await findLink('invite', token)).toBeNull()
  expect(await findByCredentials('jonas@example.org', accept.password, '192.0.2.7')).toMatchObject({
    id: personId,
    name: 'Jonas B.',
  })
})

test('looking at a link, as mail scanners do, does not use it up', async () => {
  await setUp()
  const { token } = await change(system, 'invite_person', {
    name: 'J',
    email: 'j@example.org',
    role: 'member',
  })
  for (let i = 0; i < 3; i++) expect(await findLink('invite', token)).not.toBeNull()
})

test('a new link ends the one before; joined people get a reset, others an invitation', async () => {
  const { personId } = await setUp()
  const one = await change(system, 'issue_link', { personId })
  const two = await change(system, 'issue_link', { personId })
  expect([one.purpose, two.purpose]).toEqual(['reset', 'reset'])
  expect(await findLink('reset', one.token)).toBeNull()
  expect(await findLink('reset', two.token)).not.toBeNull()
  const invited = await change(system, 'invite_person', { name: 'J', email: 'j@example.org', role: 'member' })
  const again = await change(system, 'issue_link', { personId: invited.personId })
  expect(again.purpose).toBe('invite')
  expect(await findLink('invite', invited.token)).toBeNull()
})

test('a reset sets the password once and ends every session', async () => {
  const { personId } = await setUp()
  const cookie = await startSession(personId)
  const { token } = await change(system, 'issue_link', { personId })
  const reset = { token, password: 'another horse battery' }
  expect(await change(linkHolder, 'reset_password', reset)).toEqual({ name: first.name, email: first.email })
  expect(await findSession(cookie)).toBeNull()
  expect(await findByCredentials(first.email, first.password, '192.0.2.7')).toBeNull()
  expect(await findByCredentials(first.email, reset.password, '192.0.2.7')).not.toBeNull()
  await expect(change(linkHolder, 'reset_password', reset)).rejects.toMatchObject({ code: 'gone' })
})

test.each([
  ['setup', '6 days 23 hours', true],
  ['setup', '7 days', false],
  ['invite', '6 days 23 hours', true],
  ['invite', '7 days', false],
  ['reset', '23 hours', true],
  ['reset', '24 hours', false],
] as const)('a %s link that is %s old works: %s', async (purpose, age, works) => {
  let token = await setupToken()
  if (purpose !== 'setup') {
    const { personId } = await setUp()
    const issued =
      purpose === 'reset'
        ? await change(system, 'issue_link', { personId })
        : await change(system, 'invite_person', { name: 'J', email: 'j@example.org', role: 'member' })
    token = issued.token
  }
  await kit.sql('update one_time_links set expires_at = expires_at - $2::interval where token_hash = $1', [
    hashToken(token),
    age,
  ])
  expect((await findLink(purpose, token)) !== null).toBe(works)
  if (!works && purpose === 'reset') {
    await expect(
      change(linkHolder, 'reset_password', { token, password: 'another horse battery' }),
    ).rejects.toMatchObject({ code: 'gone' })
  }
})

test('a disabled person gets in by no link', async () => {
  await setUp()
  const jonas = await change(system, 'invite_person', { name: 'J', email: 'j@example.org', role: 'member' })
  await change(system, 'disable_person', { personId: jonas.personId })
  expect(await findLink('invite', jonas.token)).toBeNull()
  await expect(
    change(linkHolder, 'accept_invitation', { token: jonas.token, name: 'J', password: first.password }),
  ).rejects.toMatchObject({ code: 'gone' })
  await expect(change(system, 'issue_link', { personId: jonas.personId })).rejects.toMatchObject({
    code: 'conflict',
  })
})
