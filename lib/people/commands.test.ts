import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { findByCredentials } from '#lib/auth/credentials.ts'
import { hashPassword } from '#lib/auth/password.ts'
import { findSession, startSession } from '#lib/auth/session-row.ts'
import { hashToken } from '#lib/auth/token.ts'
import { change } from '#lib/log/change.ts'
import { listAccounts, listPeople } from './queries.ts'

const kit = await testDatabase()
const stored = await hashPassword('correct horse battery')

beforeEach(async () => {
  await kit.sql('truncate people cascade')
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'UTC', now()) on conflict do nothing`,
  )
})

/** Somebody who has joined. */
async function joined(role: 'admin' | 'member' | 'observer', name = 'Ines Okafor') {
  const person = await kit.person({ role, name })
  await kit.sql('update people set password_hash = $2 where id = $1', [person.id, stored])
  return person
}

async function roleOf(id: string): Promise<string | undefined> {
  return (await listAccounts()).accounts.find((account) => account.id === id)?.role
}

async function audited(target: string): Promise<string[]> {
  const rows = await kit.sql<{ line: string }>(
    `select actor_name || ' ' || action || ' ' || details::text as line from audit_log where target = $1 order by at, id`,
    [target],
  )
  return rows.map(({ line }) => line)
}

test('an admin invites; the address is taken once, in whatever case', async () => {
  const admin = await joined('admin')
  const { personId, token, purpose } = await change(admin, 'invite_person', {
    name: ' Jonas Beck ',
    email: 'Jonas@Example.org',
    role: 'observer',
  })
  expect(purpose).toBe('invite')
  expect((await listAccounts()).accounts).toContainEqual({
    id: personId,
    name: 'Jonas Beck',
    email: 'jonas@example.org',
    phone: null,
    picture: null,
    role: 'observer',
    state: 'invited',
  })
  expect(await audited(personId)).toEqual([
    'Ines Okafor invite_person {"name": "Jonas Beck", "role": "observer"}',
  ])
  const trail = await kit.sql('select * from audit_log')
  expect(JSON.stringify(trail)).not.toContain(token)
  await expect(
    change(admin, 'invite_person', { name: 'Other', email: 'JONAS@example.org', role: 'member' }),
  ).rejects.toMatchObject({ code: 'conflict', fields: { email: expect.any(String) } })
})

test.each(['member', 'observer'] as const)('a %s changes nobody, and nothing is written', async (role) => {
  const [actor, other] = [await joined(role), await joined('admin', 'Olga')]
  const tries = [
    change(actor, 'invite_person', { name: 'X', email: 'x@example.org', role: 'admin' }),
    change(actor, 'set_person_role', { personId: actor.id, role: 'admin' }),
    change(actor, 'disable_person', { personId: other.id }),
    change(actor, 'enable_person', { personId: other.id }),
    change(actor, 'issue_link', { personId: other.id }),
  ]
  for (const tried of tries) await expect(tried).rejects.toMatchObject({ code: 'forbidden' })
  expect((await listAccounts()).total).toBe(2)
  expect(await kit.sql('select 1 from one_time_links where person_id is not null')).toEqual([])
})

test('unknown fields, unknown people and odd ids are refused', async () => {
  const admin = await joined('admin')
  await expect(
    change(admin, 'invite_person', { name: 'X', email: 'x@example.org', role: 'member', id: 'mine' }),
  ).rejects.toMatchObject({ code: 'invalid', fields: { id: expect.any(String) } })
  await expect(
    change(admin, 'set_person_role', { personId: '019a0000-0000-7000-8000-000000000000', role: 'member' }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await expect(change(admin, 'disable_person', { personId: "' or 1=1" })).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('a role is changed, the same one again changes nothing', async () => {
  const [admin, olga] = [await joined('admin'), await joined('observer', 'Olga')]
  await change(admin, 'set_person_role', { personId: olga.id, role: 'member' })
  await change(admin, 'set_person_role', { personId: olga.id, role: 'member' })
  expect(await roleOf(olga.id)).toBe('member')
  expect(await audited(olga.id)).toEqual(['Ines Okafor set_person_role {"to": "member", "from": "observer"}'])
})

test('the last admin stays admin and enabled; invited and disabled admins do not count', async () => {
  const admin = await joined('admin')
  const gone = await joined('admin', 'Gone')
  await kit.person({ role: 'admin', name: 'Invited' })
  await change(admin, 'disable_person', { personId: gone.id })
  const refused = { code: 'conflict', message: expect.stringContaining('last admin') }
  await expect(
    change(admin, 'set_person_role', { personId: admin.id, role: 'member' }),
  ).rejects.toMatchObject(refused)
  await expect(change(admin, 'disable_person', { personId: admin.id })).rejects.toMatchObject(refused)
  const olga = await joined('admin', 'Olga')
  await change(olga, 'disable_person', { personId: admin.id })
  await expect(
    change(olga, 'set_person_role', { personId: olga.id, role: 'observer' }),
  ).rejects.toMatchObject(refused)
})

test('two admins who demote each other at once leave one', async () => {
  for (let round = 0; round < 10; round++) {
    await kit.sql('truncate people cascade')
    const [one, other] = [await joined('admin', 'One'), await joined('admin', 'Other')]
    const tried = await Promise.allSettled([
      change(one, 'set_person_role', { personId: other.id, role: 'member' }),
      change(other, 'set_person_role', { personId: one.id, role: 'member' }),
    ])
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await listAccounts()).accounts.filter(({ role }) => role === 'admin')).toHaveLength(1)
  }
})

test('disabling ends sessions and refuses the password; enabling lets in again, with a new session', async () => {
  const [admin, olga] = [await joined('admin'), await joined('member', 'Olga')]
  const cookie = await startSession(olga.id)
  await change(admin, 'disable_person', { personId: olga.id })
  expect(await findSession(cookie)).toBeNull()
  expect(await findByCredentials(olga.email, 'correct horse battery', '192.0.2.7')).toBeNull()
  expect(await listPeople()).toContainEqual({
    id: olga.id,
    name: 'Olga',
    role: 'member',
    active: false,
    picture: null,
  })
  await change(admin, 'enable_person', { personId: olga.id })
  expect(await findSession(cookie)).toBeNull()
  expect(await findByCredentials(olga.email, 'correct horse battery', '192.0.2.7')).not.toBeNull()
  expect(await audited(olga.id)).toHaveLength(2)
})

test('the profile that is edited is one’s own', async () => {
  const [ines, olga] = [await joined('observer'), await joined('admin', 'Olga')]
  await change(ines, 'edit_profile', { name: 'Ines O.', timeZone: 'Asia/Tokyo' })
  const session = await findSession(await startSession(ines.id))
  expect(session?.person).toMatchObject({ name: 'Ines O.', timeZone: 'Asia/Tokyo' })
  await expect(
    change(ines, 'edit_profile', { name: 'X', timeZone: null, personId: olga.id }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(change(ines, 'edit_profile', { name: '  ', timeZone: '+02:00' })).rejects.toMatchObject({
    fields: { name: expect.any(String), timeZone: expect.any(String) },
  })
})

test('a password is changed by whoever knows the present one, and ends every other session', async () => {
  const ines = await joined('member')
  const [here, there] = [await startSession(ines.id), await startSession(ines.id)]
  const session = hashToken(here).toString('hex')
  const wanted = { current: 'correct horse battery', password: 'another horse battery', session }
  await expect(change(ines, 'change_password', { ...wanted, current: 'wrong' })).rejects.toMatchObject({
    code: 'invalid',
    fields: { current: expect.any(String) },
  })
  await expect(change(ines, 'change_password', { ...wanted, password: 'short' })).rejects.toMatchObject({
    fields: { password: 'Use at least 12 characters.' },
  })
  expect(await findSession(there)).not.toBeNull()
  await change(ines, 'change_password', wanted)
  expect(await findByCredentials(ines.email, 'correct horse battery', '192.0.2.7')).toBeNull()
  expect(
    await findByCredentials(ines.email.toUpperCase(), 'another horse battery', '192.0.2.7'),
  ).toMatchObject({
    id: ines.id,
  })
  expect(await findSession(here)).not.toBeNull()
  expect(await findSession(there)).toBeNull()
  expect(JSON.stringify(await kit.sql('select * from audit_log'))).not.toMatch(/horse|argon/)
})

test('whoever has not joined has no password, not even an empty one', async () => {
  const invited = await kit.person()
  expect(await findByCredentials(invited.email, '', '192.0.2.7')).toBeNull()
  expect(await findByCredentials('nobody@example.org', '', '192.0.2.7')).toBeNull()
  expect(await findByCredentials('a\u0000b', 'x', '192.0.2.7')).toBeNull()
})

test('the audit log keeps what is written', async () => {
  const admin = await joined('admin')
  await change(admin, 'edit_profile', { name: 'Ines', timeZone: null })
  await expect(kit.sql('delete from audit_log')).rejects.toMatchObject({
    constraint: 'audit_log_append_only',
  })
})
