import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { findSession, startSession } from '#lib/auth/session-row.ts'
import { hashToken } from '#lib/auth/token.ts'
import { change } from '#lib/log/change.ts'
import { listSessions } from './queries.ts'

const kit = await testDatabase()
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'UTC', now())`,
  )
})

const nameOf = (cookie: string) => hashToken(cookie).toString('hex')

test('sessions are listed with their browser and how they began, the live ones alone', async () => {
  const ines = await kit.person()
  const [here, ended] = [
    await startSession(ines.id, { method: 'github', userAgent: firefox }),
    await startSession(ines.id),
  ]
  await startSession((await kit.person()).id)
  await kit.sql('update sessions set ended_at = now() where token_hash = $1', [hashToken(ended)])
  expect(await listSessions(ines.id)).toEqual([
    {
      hash: nameOf(here),
      browser: 'Firefox on Linux',
      method: 'github',
      createdAt: expect.stringMatching(/Z$/),
      seenAt: expect.stringMatching(/Z$/),
    },
  ])
})

test('one’s own sessions are ended one by one, or all but the one in use', async () => {
  const ines = await kit.person()
  const [here, there, elsewhere] = [
    await startSession(ines.id),
    await startSession(ines.id),
    await startSession(ines.id),
  ]
  await change(ines, 'end_session', { session: nameOf(there) })
  expect(await findSession(there)).toBeNull()
  expect(await findSession(elsewhere)).not.toBeNull()
  await change(ines, 'end_other_sessions', { keepSession: nameOf(here) })
  expect(await findSession(elsewhere)).toBeNull()
  expect(await findSession(here)).not.toBeNull()
  const lines = await kit.sql('select action from audit_log where actor_id = $1 order by at, id', [ines.id])
  expect(lines).toEqual([{ action: 'end_session' }, { action: 'end_other_sessions' }])
})

test('somebody else’s session is not shown to exist, except to admins', async () => {
  const [ines, olga] = [await kit.person(), await kit.person({ name: 'Olga' })]
  const admin = await kit.person({ role: 'admin' })
  const cookie = await startSession(olga.id)
  const theirs = change(ines, 'end_session', { session: nameOf(cookie) })
  const nobodys = change(ines, 'end_session', { session: 'a'.repeat(64) })
  const [one, other] = await Promise.allSettled([theirs, nobodys])
  expect(one).toMatchObject({
    status: 'rejected',
    reason: { code: 'not_found', message: 'There is no such session.' },
  })
  expect(other).toEqual(one)
  await expect(change(ines, 'end_sessions_of', { personId: olga.id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await findSession(cookie)).not.toBeNull()
  await change(admin, 'end_session', { session: nameOf(cookie) })
  expect(await findSession(cookie)).toBeNull()
  const again = await startSession(olga.id)
  await change(admin, 'end_sessions_of', { personId: olga.id })
  expect(await findSession(again)).toBeNull()
})
