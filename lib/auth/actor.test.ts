import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { actorOfHeaders, checkKey, stillValid } from './actor.ts'
import { lesserRole } from './api-token-row.ts'
import { cookieName } from './cookie.ts'
import { startSession } from './session-row.ts'
import { newToken } from './token.ts'

const kit = await testDatabase()

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'UTC', now())`,
  )
})

async function apiToken(
  role: string,
  personId: string | null = null,
): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), `sr_${newToken()}`]
  const hash = createHash('sha256').update(token).digest()
  await kit.sql(
    `insert into api_tokens (id, name, token_hash, person_id, role, created_at) values ($1, 'Pipeline', $2, $3, $4, now())`,
    [id, hash, personId, role],
  )
  return { id, token }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const cookie = (token: string) => ({ cookie: `theme=dark; ${cookieName()}=${token}` })

test('a cookie is its person', async () => {
  const ines = await kit.person({ role: 'observer' })
  const known = await actorOfHeaders(cookie(await startSession(ines.id)))
  expect(known).toMatchObject({
    actor: { kind: 'person', id: ines.id, name: ines.name, role: 'observer' },
    via: 'session',
  })
})

test('a token without a person is a service under the token’s name', async () => {
  const { id, token } = await apiToken('member')
  expect(await actorOfHeaders(bearer(token))).toEqual({
    actor: { kind: 'service', id, name: 'Pipeline', role: 'member' },
    via: 'token',
    check: { tokenId: id },
  })
})

test.each([
  ['admin', 'observer', 'observer'],
  ['observer', 'admin', 'observer'],
  ['member', 'admin', 'member'],
  ['admin', 'admin', 'admin'],
] as const)('a token of role %s for a person of role %s may what a %s may', async (token, person, may) => {
  const ines = await kit.person({ role: person })
  const known = await actorOfHeaders(bearer((await apiToken(token, ines.id)).token))
  expect(known?.actor).toEqual({ kind: 'person', id: ines.id, name: ines.name, role: may })
  expect(lesserRole(person, token)).toBe(may)
})

test('a cookie and an Authorization header together are refused, whatever they hold', async () => {
  await expect(actorOfHeaders({ ...cookie('x'), authorization: 'Basic eA==' })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

test.each([
  {},
  { cookie: null, authorization: undefined },
  { authorization: 'Bearer' },
  { authorization: 'Bearer  ' },
  { authorization: 'Basic eDp5' },
  { authorization: `Bearer ${newToken()}` },
  { authorization: `Bearer sr_${newToken()}` },
  { authorization: `Bearer sr_${'a'.repeat(5000)}` },
  { cookie: `${cookieName()}=${newToken()}` },
])('%j is nobody', async (headers) => {
  expect(await actorOfHeaders(headers)).toBeNull()
})

test('a revoked token and one of a disabled person are nobody’s', async () => {
  const ines = await kit.person()
  const [revoked, resting] = [await apiToken('member'), await apiToken('member', ines.id)]
  await kit.sql('update api_tokens set revoked_at = now() where id = $1', [revoked.id])
  await kit.sql('update people set disabled_at = now() where id = $1', [ines.id])
  expect(await actorOfHeaders(bearer(revoked.token))).toBeNull()
  expect(await actorOfHeaders(bearer(resting.token))).toBeNull()
  await kit.sql('update people set disabled_at = null where id = $1', [ines.id])
  expect(await actorOfHeaders(bearer(resting.token))).not.toBeNull()
})

test('the last use of a token is noted once a minute, not more', async () => {
  const { id, token } = await apiToken('member')
  const used = async () => {
    const [row] = await kit.sql<{ at: Date | null }>(
      'select last_used_at as at from api_tokens where id = $1',
      [id],
    )
    return row?.at?.getTime() ?? null
  }
  expect(await used()).toBeNull()
  await actorOfHeaders(bearer(token))
  const first = await used()
  expect(first).not.toBeNull()
  await actorOfHeaders(bearer(token))
  expect(await used()).toBe(first)
  await kit.sql(`update api_tokens set last_used_at = now() - interval '2 minutes' where id = $1`, [id])
  await actorOfHeaders(bearer(token))
  expect(await used()).toBeGreaterThanOrEqual(first ?? 0)
})

test('of many open streams one query finds those that must close', async () => {
  const [ines, olga] = [await kit.person(), await kit.person()]
  const heads = [
    cookie(await startSession(ines.id)),
    cookie(await startSession(olga.id)),
    bearer((await apiToken('member')).token),
    bearer((await apiToken('member', olga.id)).token),
    bearer((await apiToken('member', ines.id)).token),
  ]
  const checks = await Promise.all(
    heads.map(async (headers) => {
      const known = await actorOfHeaders(headers)
      if (!known) throw new Error('Nobody')
      return known.check
    }),
  )
  expect(await stillValid(checks)).toEqual(new Set())
  await kit.sql('update people set disabled_at = now() where id = $1', [olga.id])
  const unknown = [{ sessionHash: 'ab'.repeat(32) }, { tokenId: randomUUID() }]
  const dead = await stillValid([...checks, ...unknown])
  const expected = [checks[1], checks[3], ...unknown].map((check) => check && checkKey(check))
  expect(dead).toEqual(new Set(expected))
  expect(await stillValid([])).toEqual(new Set())
})
