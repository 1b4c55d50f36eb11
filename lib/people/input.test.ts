import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { email, newPassword, timeZone } from './input.ts'

const kit = await testDatabase()

test.each([
  'ines@example.org',
  'ines.o+sitrep@sub.example.org',
  "o'brien@example.org",
  'root@localhost',
  ' Jonas@Example.ORG ',
])('%j is an address', async (given) => {
  const parsed = email.parse(given)
  expect(parsed).toBe(given.trim().toLowerCase())
  await expect(kit.person({ email: parsed })).resolves.toMatchObject({ email: parsed })
})

test.each([
  'evil@x.io＠victim.com',
  'a@x,b@y',
  'a@x.io,b',
  '"a b"@x.io',
  '"a@victim.com"@x.io',
  'a@b@c',
  'a＠b.io',
  'іnes@example.org',
  'a b@x.io',
  '@x.io',
  'a@',
  'a@.io',
  'a@x..io',
  'a@-x.io',
  'a\u0000@x.io',
  'a@x.io\nbcc:b@y',
  '<a@x.io>',
  `${'a'.repeat(65)}@x.io`,
  `a@${'b'.repeat(260)}`,
  '',
  42,
])('%j is none', (given) => {
  expect(email.safeParse(given).success).toBe(false)
})

test.each([
  'evil@x.io＠victim.com',
  'a@b@c',
  'a b@x.io',
  'іnes@example.org',
  '"a b"@x.io',
  '"a"@x.io',
  'a,b@x.io',
])('Postgres refuses %j, whoever writes it', async (address) => {
  await expect(kit.person({ email: address })).rejects.toMatchObject({ constraint: 'people_email_shape' })
})

test('two spellings of one address are one person', async () => {
  await kit.person({ email: 'olga@example.org' })
  await expect(kit.person({ email: 'OLGA@example.org' })).rejects.toMatchObject({
    constraint: 'people_email_unique',
  })
})

test.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])('%s is a zone', (zone) => {
  expect(timeZone.safeParse(zone).success).toBe(true)
})

test.each(['+02:00', 'Berlin', 'Europe/Atlantis', '', '../etc/passwd', null])('%j is no zone', (zone) => {
  expect(timeZone.safeParse(zone).success).toBe(false)
})

test('a password has 12 to 200 characters, of any kind', () => {
  expect(newPassword.safeParse('a'.repeat(11)).success).toBe(false)
  expect(newPassword.safeParse(' '.repeat(12)).success).toBe(true)
  expect(newPassword.safeParse('日'.repeat(12)).success).toBe(true)
  expect(newPassword.safeParse('a'.repeat(201)).success).toBe(false)
})
