import { deflateSync } from 'node:zlib'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { hashPassword } from '#lib/auth/password.ts'
import { findSession, startSession } from '#lib/auth/session-row.ts'
import { hashToken } from '#lib/auth/token.ts'
import { change } from '#lib/log/change.ts'
import { phone } from './input.ts'
import { findAccount, findPicture, listAccounts } from './queries.ts'

const kit = await testDatabase()
const password = 'correct horse battery'
const stored = await hashPassword(password)

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'UTC', now())`,
  )
})
beforeEach(async () => {
  await kit.sql('truncate people cascade')
  await kit.sql('truncate sign_in_failures')
})

async function joined(role: 'admin' | 'member' | 'observer' = 'member', name = 'Ines Okafor') {
  const person = await kit.person({ role, name })
  await kit.sql('update people set password_hash = $2 where id = $1', [person.id, stored])
  return { person, session: hashToken(await startSession(person.id)).toString('hex') }
}

test.each([
  ['+49 30 5550142', '+49305550142'],
  ['+1 (202) 555-0142', '+12025550142'],
  ['', null],
  ['   ', null],
])('the number %j is %j', (given, number) => {
  expect(phone.parse(given)).toBe(number)
})

test.each(['030 5550142', '0049 30 5550142', '+49', '+0123456789', '+49 30 555014a', '+1234567890123456'])(
  '%j is refused with how to write it',
  (given) => {
    expect(phone.safeParse(given).error?.issues[0]?.message).toContain('+49 30 5550142')
  },
)

test('one’s own contact data are changed with the password, and not without', async () => {
  const { person, session } = await joined()
  const wanted = { email: 'ines.new@example.org', phone: '+49 30 5550142', session }
  await expect(change(person, 'edit_contact', { ...wanted, current: 'guess' })).rejects.toMatchObject({
    code: 'invalid',
    fields: { current: 'This is not your present password.' },
  })
  expect(await findAccount(person.id)).toMatchObject({ email: person.email, phone: null })
  await change(person, 'edit_contact', { ...wanted, current: password })
  expect(await findAccount(person.id)).toMatchObject({ email: 'ines.new@example.org', phone: '+49305550142' })
  const [line] = await kit.sql('select details from audit_log where action = $1', ['edit_contact'])
  expect(line).toEqual({ details: { from: person.email, to: 'ines.new@example.org', phone: 'set' } })
})

test('whoever found an open session does not find the password out by trying', async () => {
  const { person, session } = await joined()
  const attempt = (current: string) =>
    change(person, 'edit_contact', { email: person.email, phone: '', session, current })
  for (let i = 0; i < 5; i++) await expect(attempt('guess')).rejects.toMatchObject({ code: 'invalid' })
  await expect(attempt(password)).rejects.toMatchObject({ code: 'rate_limited' })
})

test('who signs in elsewhere and has no password changes contact data soon after signing in', async () => {
  const person = await kit.person()
  const session = hashToken(await startSession(person.id)).toString('hex')
  const wanted = { email: person.email, phone: '+12025550142', current: '', session }
  await change(person, 'edit_contact', wanted)
  await kit.sql(`update sessions set created_at = now() - interval '11 minutes'`)
  const late = change(person, 'edit_contact', { ...wanted, phone: '' })
  await expect(late).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('in again'),
  })
  const { session: theirs } = await joined('member', 'Olga')
  await expect(change(person, 'edit_contact', { ...wanted, session: theirs })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('RELIABILITY §4, rows 29 and 30: contact data of others are an admin’s to change', async () => {
  const { person: olga } = await joined('member', 'Olga')
  const wanted = { personId: olga.id, email: 'olga.new@example.org', phone: '' }
  for (const role of ['observer', 'member'] as const) {
    const { person, session } = await joined(role)
    await expect(change(person, 'set_contact', wanted)).rejects.toMatchObject({ code: 'forbidden' })
    const asOwn = { ...wanted, session, current: password }
    await expect(change(person, 'edit_contact', asOwn)).rejects.toMatchObject({
      fields: { personId: expect.any(String) },
    })
  }
  const { person: admin } = await joined('admin')
  await change(admin, 'set_contact', wanted)
  expect(await findAccount(olga.id)).toMatchObject({ email: 'olga.new@example.org' })
  await expect(change(admin, 'set_contact', { ...wanted, email: admin.email })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('a picture is what its bytes are, and no larger than it says', async () => {
  const { person } = await joined()
  const set = (bytes: Buffer, type = 'image/png') =>
    change(person, 'set_picture', { picture: `data:${type};base64,${bytes.toString('base64')}` })
  await set(png(256, 256), 'text/html')
  const session = await findSession(await startSession(person.id))
  const picture = await findPicture(person.id)
  expect(picture).toMatchObject({ mediaType: 'image/png', version: session?.person.picture })
  expect(picture?.bytes).toEqual(png(256, 256))
  for (const bytes of [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'),
    png(30_000, 30_000),
    Buffer.alloc(600_000, png(8, 8)),
    Buffer.alloc(10),
  ]) {
    await expect(set(bytes)).rejects.toMatchObject({
      code: 'invalid',
      fields: { picture: expect.any(String) },
    })
  }
  await expect(
    change(person, 'set_picture', { picture: 'https://evil.example/a.png' }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
  await change(person, 'set_picture', { picture: null })
  expect(await findPicture(person.id)).toBeNull()
  expect(await findAccount(person.id)).toMatchObject({ picture: null })
})

test('a theme is kept with its person, and leaves no line behind', async () => {
  const { person } = await joined('observer')
  await change(person, 'set_theme', { theme: 'dark' })
  const session = await findSession(await startSession(person.id))
  expect(session?.person.theme).toBe('dark')
  expect(await kit.sql(`select 1 from audit_log where action = 'set_theme'`)).toEqual([])
})

test('400 people come page by page, each once, and are found by a part of name or address', async () => {
  await kit.sql(
    `insert into people (id, name, email, role, created_at)
      select gen_random_uuid(), 'Person ' || i * 7919 % 400, 'p' || i || '@example.org', 'member', now()
      from generate_series(0, 399) i`,
  )
  await kit.sql(`update people set disabled_at = now() where email in ('p3@example.org', 'p5@example.org')`)
  const names: string[] = []
  let after: string | null = null
  do {
    const page = await listAccounts({ after, limit: 150 })
    expect(page.total).toBe(400)
    names.push(...page.accounts.map(({ name }) => name))
    after = page.next
  } while (after)
  expect(new Set(names).size).toBe(400)
  expect(names).toHaveLength(400)
  const { accounts } = await listAccounts({ q: 'PERSON 39' })
  expect(accounts.length).toBe(11)
  expect((await listAccounts({ q: '%' })).total).toBe(0)
  expect((await listAccounts({ q: '\\' })).total).toBe(0)
  expect((await listAccounts()).accounts.at(-1)?.state).toBe('invited')
  expect((await listAccounts({ limit: 500 })).accounts.slice(-2).map(({ state }) => state)).toEqual([
    'disabled',
    'disabled',
  ])
})

/** A PNG of one colour that says it has this many pixels. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
