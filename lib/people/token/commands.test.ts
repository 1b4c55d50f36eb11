import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { actorOfHeaders } from '#lib/auth/actor.ts'
import { change } from '#lib/log/change.ts'
import { systemActor } from '#lib/people/policy.ts'
import { listTokens } from '#lib/people/token/queries.ts'

const kit = await testDatabase()
const system = systemActor('command-line')

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'UTC', now())`,
  )
})

async function actorOf(token: string) {
  return (await actorOfHeaders({ authorization: `Bearer ${token}` }))?.actor
}

test('a member makes a token that acts as them, with their right or less', async () => {
  const ines = await kit.person({ role: 'member' })
  const { token } = await change(ines, 'create_token', { name: 'Mine', personId: ines.id })
  expect(token).toMatch(/^sr_[\w-]{43}$/)
  expect(await actorOf(token)).toEqual({ kind: 'person', id: ines.id, name: ines.name, role: 'member' })
  const less = await change(ines, 'create_token', { name: 'Reader', personId: ines.id, role: 'observer' })
  expect(await actorOf(less.token)).toMatchObject({ role: 'observer' })
  await expect(
    change(ines, 'create_token', { name: 'More', personId: ines.id, role: 'admin' }),
  ).rejects.toMatchObject({ code: 'forbidden', fields: { role: 'Choose member or less.' } })
})

test('nobody makes a token that acts as somebody else, and only admins one that is a service', async () => {
  const [ines, olga] = [await kit.person({ role: 'admin' }), await kit.person({ role: 'member' })]
  const forbidden = { code: 'forbidden' }
  await expect(change(ines, 'create_token', { name: 'X', personId: olga.id })).rejects.toMatchObject(
    forbidden,
  )
  await expect(change(olga, 'create_token', { name: 'X', personId: null })).rejects.toMatchObject(forbidden)
  const { token, tokenId } = await change(ines, 'create_token', {
    name: 'Pipeline',
    personId: null,
    role: 'member',
  })
  expect(await actorOf(token)).toEqual({ kind: 'service', id: tokenId, name: 'Pipeline', role: 'member' })
})

test('a service token makes no tokens', async () => {
  const service = { kind: 'service', id: 's', name: 'Pipeline', role: 'admin' } as const
  await expect(change(service, 'create_token', { name: 'X', personId: null })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('the command line makes any; without a role it is the person’s own, for a service member', async () => {
  const olga = await kit.person({ role: 'observer' })
  const mine = await change(system, 'create_token', { name: 'X', personId: olga.id })
  expect(await actorOf(mine.token)).toMatchObject({ kind: 'person', id: olga.id, role: 'observer' })
  const more = await change(system, 'create_token', { name: 'X', personId: olga.id, role: 'admin' })
  expect(await actorOf(more.token)).toMatchObject({ role: 'observer' })
  const service = await change(system, 'create_token', { name: 'X', personId: null })
  expect(await actorOf(service.token)).toMatchObject({ kind: 'service', role: 'member' })
})

test('the token stands nowhere: not in its row, not in the list, not in the audit log', async () => {
  const { token } = await change(system, 'create_token', { name: 'Secret', personId: null })
  const everything = [
    await kit.sql('select * from api_tokens'),
    await kit.sql('select * from audit_log'),
    await listTokens(null),
  ]
  expect(JSON.stringify(everything)).not.toContain(token.slice(3))
})

test('a revoked token is refused at once; one’s own, or any by an admin', async () => {
  const [ines, olga, admin] = [await kit.person(), await kit.person(), await kit.person({ role: 'admin' })]
  const one = await change(ines, 'create_token', { name: 'One', personId: ines.id })
  const two = await change(ines, 'create_token', { name: 'Two', personId: ines.id })
  await expect(change(olga, 'revoke_token', { tokenId: one.tokenId })).rejects.toMatchObject({
    code: 'not_found',
  })
  await change(ines, 'revoke_token', { tokenId: one.tokenId })
  await change(ines, 'revoke_token', { tokenId: one.tokenId })
  await change(admin, 'revoke_token', { tokenId: two.tokenId })
  expect(await actorOf(one.token)).toBeUndefined()
  expect(await actorOf(two.token)).toBeUndefined()
  const revocations = await kit.sql(
    `select 1 from audit_log where action = 'revoke_token' and target = any($1)`,
    [[one.tokenId, two.tokenId]],
  )
  expect(revocations).toHaveLength(2)
})

test('people see their own tokens, those still good first', async () => {
  const ines = await kit.person({ name: 'Ines Okafor' })
  const old = await change(ines, 'create_token', { name: 'Old', personId: ines.id })
  await change(ines, 'create_token', { name: 'New', personId: ines.id })
  await change(ines, 'revoke_token', { tokenId: old.tokenId })
  const listed = await listTokens(ines.id)
  expect(listed.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
    ['New', false],
    ['Old', true],
  ])
  expect(listed[0]?.person).toEqual({ id: ines.id, name: 'Ines Okafor' })
})
