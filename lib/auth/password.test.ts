import { expect, test } from 'vitest'
import { hashPassword, passwordMatches } from './password.ts'

test('a password matches its own hash, in PHC form and with a salt of its own', async () => {
  const [one, two] = [
    await hashPassword('correct horse battery'),
    await hashPassword('correct horse battery'),
  ]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(one).not.toBe(two)
  expect(await passwordMatches('correct horse battery', one)).toBe(true)
  expect(await passwordMatches('correct horse batterY', one)).toBe(false)
})

test('a hash that another argon2id wrote is understood', async () => {
  // Written by @node-rs/argon2 with m=8192, t=3.
  const foreign =
    '$argon2id$v=19$m=8192,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$9XDb1hQi7AwL8WDZH3RQwvRzsPdmcLAAtoa7lakowIU'
  expect(await passwordMatches('hello', foreign)).toBe(true)
  expect(await passwordMatches('hallo', foreign)).toBe(false)
})

test('however a keyboard composes the letters, it is the same password', async () => {
  expect(
    await passwordMatches('Zu\u0308rich Hauptbahnhof', await hashPassword('Z\u00fcrich Hauptbahnhof')),
  ).toBe(true)
})

test.each([null, '', 'plain', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1,t=1,p=1$AAAA$'])(
  'no password matches %j, not even the empty one',
  async (stored) => {
    expect(await passwordMatches('', stored)).toBe(false)
    expect(await passwordMatches('correct horse battery', stored)).toBe(false)
  },
)

test('an unknown person costs as much time as a known one', async () => {
  const stored = await hashPassword('correct horse battery')
  const time = async (hash: string | null) => {
    const from = performance.now()
    await passwordMatches('wrong', hash)
    return performance.now() - from
  }
  // By turns, and the quickest of each: what else the machine does meanwhile counts for both or for neither.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < 6; turn++) {
    known = Math.min(known, await time(stored))
    unknown = Math.min(unknown, await time(null))
  }
  // Without hashing it would be a thousandth.
  expect(unknown).toBeGreaterThan(known / 4)
})
