import { expect } from '@playwright/test'
import { giveSession, type Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { test } from './kit/test.ts'

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const page = Buffer.from('<!doctype html><script>document.title = "it ran"</script>')

type Info = { id: string; name: string; mediaType: string; size: number; width: number | null }

async function upload(
  app: App,
  by: Pick<Person, 'token'> | null,
  { name, bytes, headers = {} }: { name: string | null; bytes: Buffer; headers?: Record<string, string> },
): Promise<Response> {
  return await ask(`${app.url}/api/v1/files`, {
    method: 'POST',
    headers: {
      ...(by && { authorization: `Bearer ${by.token}` }),
      ...(name !== null && { 'x-file-name': encodeURIComponent(name) }),
      ...headers,
    },
    body: new Uint8Array(bytes),
  })
}

// The answer's shape is what the first journey asserts.
const infoOf = async (answer: Response) => (await answer.json()) as Info

test('a picture goes into the log with its words, and comes back as a picture; a page comes back as text to save', async ({
  instance,
  cast,
  open,
}) => {
  const { one, two } = instance
  const { incident } = await api(one, cast.member).declare({ topic: 'The display is dark' })
  const answer = await upload(one, cast.member, { name: 'Übersicht 東京.png', bytes: dot })
  expect(answer.status).toBe(201)
  const info = await infoOf(answer)
  expect(info).toMatchObject({
    name: 'Übersicht 東京.png',
    mediaType: 'image/png',
    size: dot.length,
    width: 1,
  })
  const command = {
    type: 'attach_file',
    fileId: info.id,
    alt: 'The display without light',
    text: 'Since noon',
  }
  const { entries } = await api(one, cast.member).command(incident.ref, command)
  expect(entries).toMatchObject([{ type: 'file_attached', payload: { file: { id: info.id, width: 1 } } }])

  const read = await request(two, cast.observer, `/files/${info.id}`)
  expect(read.status).toBe(200)
  expect(Buffer.from(await read.arrayBuffer())).toEqual(dot)
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'content-disposition': expect.stringMatching(
      /^inline; filename="_bersicht __.png"; filename\*=UTF-8''%C3%9C/,
    ),
  })
  const again = await ask(`${two.url}/api/v1/files/${info.id}`, {
    headers: {
      authorization: `Bearer ${cast.observer.token}`,
      'if-none-match': read.headers.get('etag') ?? '',
    },
  })
  expect([again.status, await again.text()]).toEqual([304, ''])

  const hostile = await infoOf(await upload(one, cast.member, { name: 'harmless.png', bytes: page }))
  expect(hostile.mediaType).toBe('text/plain')
  const browser = await open(cast.observer, `/incidents/${incident.ref}`)
  await expect(browser.getByRole('img', { name: 'The display without light' })).toBeVisible()
  const download = browser.waitForEvent('download')
  await browser.goto(`/api/v1/files/${hostile.id}`).catch(() => undefined)
  expect((await download).suggestedFilename()).toBe('harmless.png')
})

test('who may not, what is too large and what nobody can show is refused by name', async ({
  instance,
  cast,
}) => {
  const { one } = instance
  const status = async (...given: Parameters<typeof upload>) => {
    const answer = await upload(...given)
    const { code, fields = {} } = (await answer.json()) as { code?: string; fields?: object }
    return [answer.status, code, Object.keys(fields)]
  }
  const text = { name: 'a.txt', bytes: Buffer.from('hello') }
  expect(await status(one, null, text)).toEqual([401, 'unauthenticated', []])
  expect(await status(one, cast.observer, text)).toEqual([403, 'forbidden', []])
  expect(await status(one, cast.member, { ...text, name: null })).toEqual([400, 'invalid', ['X-File-Name']])
  expect(await status(one, cast.member, { ...text, bytes: Buffer.from([1, 2, 0xff]) })).toEqual([
    400,
    'invalid',
    ['body'],
  ])
  const full = Buffer.alloc(10_000_000, 'x')
  expect(await status(one, cast.member, { ...text, bytes: Buffer.concat([full, full]) })).toEqual([
    413,
    'too_large',
    ['body'],
  ])
  expect((await upload(one, cast.member, { ...text, bytes: full })).status).toBe(201)
})

test('with a session only this site uploads', async ({ instance, cast }) => {
  const { one } = instance
  const cookie = `__Host-sitrep=${await giveSession(instance, cast.member)}`
  const send = async (headers: Record<string, string>, name: string | null = 'a.txt') =>
    (await upload(one, null, { name, bytes: Buffer.from('hello'), headers: { cookie, ...headers } })).status
  expect(await send({ origin: one.url })).toBe(201)
  expect(await send({})).toBe(403)
  expect(await send({ origin: 'https://elsewhere.example' })).toBe(403)
  // What a form of another page could send has no such header.
  expect(await send({ origin: one.url, 'content-type': 'multipart/form-data' }, null)).toBe(400)
})

test('a redacted picture and its words are gone from the open page, from the address, from every process', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  const { one, two } = instance
  const { incident } = await api(one, cast.member).declare({ topic: 'A secret in a picture' })
  const info = await infoOf(await upload(one, cast.member, { name: 'hunter2.png', bytes: dot }))
  const command = { type: 'attach_file', fileId: info.id, alt: 'It shows hunter2' }
  const { entries } = await api(one, cast.member).command(incident.ref, command)
  const [attached] = entries
  const reading = await open(cast.observer, `/incidents/${incident.ref}`, { on: two })
  await expect(reading.getByRole('img', { name: 'It shows hunter2' })).toBeVisible()

  const redact = { type: 'redact_entry', seq: attached?.seq, reason: 'A password in a picture' }
  const refused = await request(one, cast.member, `/incidents/${incident.ref}/commands`, redact)
  expect(refused.status).toBe(403)
  expectConsole(/status of 410/)
  await api(one, cast.admin).command(incident.ref, redact)
  await expect(reading.getByText('hunter2')).toHaveCount(0)
  await expect(reading.getByRole('img', { name: 'It shows hunter2' })).toHaveCount(0)
  await expect(reading.locator('body')).toContainText('redacted')
  expect((await request(two, cast.member, `/files/${info.id}`)).status).toBe(410)
  const log = await request(two, cast.member, `/incidents/${incident.ref}/entries`)
  expect(await log.text()).not.toContain('hunter2')
})

test('an offer of command lapses by itself, on the open page too', async ({ instance, cast, open }) => {
  const { one, two, sql } = instance
  const { incident } = await api(one, cast.member).declare({ topic: 'Nobody answers' })
  await api(one, cast.member).command(incident.ref, { type: 'take_role', role: 'commander' })
  const offer = { type: 'offer_command', personId: cast.second.id, brief: 'All yours' }
  const { entries } = await api(one, cast.member).command(incident.ref, offer)
  const reading = await open(cast.observer, `/incidents/${incident.ref}`, { on: one })
  // Five minutes pass: the offer and its timer are moved back by them.
  await sql(`begin; set local session_replication_role = replica;
    update incidents set state = jsonb_set(state, '{offer,expiresAt}',
      to_jsonb(to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) where ref = '${incident.ref}';
    update pgboss.job set start_after = now() where name = 'lapse_offer' and data ->> 'ref' = '${incident.ref}'
      and data ->> 'seq' = '${entries[0]?.seq}';
    commit`)
  await expect(reading.getByText(/offer.*lapsed/i).first()).toBeVisible()
  expect(await api(two, cast.member).get(`/incidents/${incident.ref}`)).toMatchObject({ offer: null })
})
