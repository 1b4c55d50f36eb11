import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { personOfAccount } from '#lib/auth/identity.ts'
import type { Shown } from '#lib/auth/provider.ts'
import { change } from '#lib/log/change.ts'
import { findLink } from '#lib/people/link/queries.ts'
import { systemActor } from '#lib/people/policy.ts'
import { findAccount } from '#lib/people/queries.ts'
import { listLinked } from './queries.ts'

const kit = await testDatabase()
const issuer = 'https://login.example.org'

beforeEach(async () => {
  await kit.sql('truncate people cascade')
})

function shown(more: Partial<Shown> = {}): Shown {
  return {
    provider: 'openid',
    issuer,
    subject: 'subject-1',
    email: 'Ines@Example.org',
    emailVerified: true,
    ...more,
  }
}

test('a verified address of somebody who was invited is linked, once, with a line in the audit log', async () => {
  const ines = await kit.person({ email: 'ines@example.org' })
  expect(await findAccount(ines.id)).toMatchObject({ state: 'invited' })
  expect(await personOfAccount(shown())).toEqual({ personId: ines.id })
  expect(await personOfAccount(shown())).toEqual({ personId: ines.id })
  expect(await findAccount(ines.id)).toMatchObject({ state: 'active' })
  expect(await listLinked(ines.id)).toMatchObject([{ provider: 'openid', issuer, email: 'ines@example.org' }])
  const lines = await kit.sql('select actor_id, action, details from audit_log where target = $1', [ines.id])
  expect(lines).toEqual([
    {
      actor_id: ines.id,
      action: 'link_identity',
      details: { provider: 'openid', issuer, email: 'ines@example.org' },
    },
  ])
})

test('once linked, the account counts and not its address', async () => {
  const ines = await kit.person({ email: 'ines@example.org' })
  const olga = await kit.person({ email: 'olga@example.org', name: 'Olga' })
  await personOfAccount(shown())
  for (const later of [
    { email: 'ines.new@example.org' },
    { email: olga.email },
    { email: null },
    { emailVerified: false },
  ]) {
    expect(await personOfAccount(shown(later))).toEqual({ personId: ines.id })
  }
})

test('another account with the same address does not get in beside the one that is linked', async () => {
  const ines = await kit.person({ email: 'ines@example.org' })
  await personOfAccount(shown())
  expect(await personOfAccount(shown({ subject: 'subject-2' }))).toEqual({ refused: 'linked-otherwise' })
  // At another provider it is a way in of its own.
  const elsewhere = shown({ provider: 'github', issuer: 'https://github.com', subject: '7' })
  expect(await personOfAccount(elsewhere)).toEqual({ personId: ines.id })
  const admin = await kit.person({ role: 'admin' })
  await change(admin, 'unlink_identity', { personId: ines.id, issuer })
  expect(await personOfAccount(shown({ subject: 'subject-2' }))).toEqual({ personId: ines.id })
  expect(await listLinked(ines.id)).toHaveLength(2)
})

test.each([
  ['nobody was invited', { email: 'mallory@example.org' }, 'not-invited'],
  ['the address is not confirmed', { emailVerified: false }, 'not-verified'],
  ['there is no address', { email: null }, 'not-verified'],
  ['the address is no plain one', { email: 'ines@example.org@evil.example' }, 'not-invited'],
  ['the address has a look-alike', { email: 'іnes@example.org' }, 'not-invited'],
  ['there is no subject', { subject: '' }, 'failed'],
])('%s: refused, and nothing is written', async (_, more, refused) => {
  await kit.person({ email: 'ines@example.org' })
  expect(await personOfAccount(shown(more))).toEqual({ refused })
  expect(await kit.sql('select 1 from identities')).toEqual([])
})

test('who is disabled does not get in, linked or not', async () => {
  const ines = await kit.person({ email: 'ines@example.org' })
  await kit.sql('update people set disabled_at = now() where id = $1', [ines.id])
  expect(await personOfAccount(shown())).toEqual({ refused: 'not-invited' })
  await kit.sql('update people set disabled_at = null where id = $1', [ines.id])
  await personOfAccount(shown())
  await kit.sql('update people set disabled_at = now() where id = $1', [ines.id])
  expect(await personOfAccount(shown())).toEqual({ refused: 'disabled' })
})

test('of many at once one is linked, and the others are the same person', async () => {
  const ines = await kit.person({ email: 'ines@example.org' })
  const all = await Promise.all(Array.from({ length: 12 }, () => personOfAccount(shown())))
  expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ personId: ines.id })]),
  )
})

test('the invitation ends with the link: whoever finds it later does not become them', async () => {
  const admin = await kit.person({ role: 'admin' })
  const { token } = await change(admin, 'invite_person', {
    name: 'Ines',
    email: 'ines@example.org',
    role: 'member',
  })
  expect(await findLink('invite', token)).not.toBeNull()
  await personOfAccount(shown())
  expect(await findLink('invite', token)).toBeNull()
})

test('only the sign-in itself links, whatever anybody sends', async () => {
  const admin = await kit.person({ role: 'admin' })
  const input = { provider: 'openid', issuer, subject: 's', email: admin.email }
  await expect(change(admin, 'link_identity', input)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    change(systemActor('sign-in'), 'link_identity', { ...input, provider: 'evil' }),
  ).rejects.toMatchObject({ code: 'invalid' })
})
