import { Resend } from 'resend'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type Fault, signed, startResendFake } from './resend.ts'

const fake = await startResendFake()
afterAll(() => fake.stop())
beforeEach(() => fake.reset({ perSecond: 1000 }))

const client = new Resend('re_test', { baseUrl: fake.url })
const mail = {
  from: 'SitRep <a@example.org>',
  to: ['b@example.org'],
  subject: 'S',
  text: 'T',
  html: '<p>T</p>',
}
const send = (key: string, more = {}, signal = AbortSignal.timeout(50_000)) =>
  client.emails.send({ ...mail, ...more }, { idempotencyKey: key, signal } as { idempotencyKey: string })

test('the official client sends, and the same key and body make one mail', async () => {
  const first = await send('one')
  const again = await send('one')
  expect(first.error).toBeNull()
  expect(again.data).toEqual(first.data)
  expect(fake.journal().mails).toHaveLength(1)
  expect((await send('one', { subject: 'Other' })).error).toMatchObject({
    name: 'invalid_idempotent_request',
  })
  expect((await send('two')).data?.id).not.toBe(first.data?.id)
  expect(fake.journal().violations).toEqual([])
})

test('a reply that is lost has made its mail, and a repeat makes no second one', async () => {
  fake.script({ steps: ['lose-reply', 'ok'] })
  expect((await send('lost')).error).toMatchObject({ statusCode: null })
  const again = await send('lost')
  expect(fake.journal().mails.map(({ id }) => id)).toEqual([again.data?.id])
})

test.each<[Fault, object, number]>([
  ['lose-request', { statusCode: null }, 0],
  ['cut', { statusCode: null }, 1],
  ['429', { name: 'rate_limit_exceeded' }, 0],
  ['daily-quota', { name: 'daily_quota_exceeded' }, 0],
  ['500', { name: 'internal_server_error' }, 0],
  ['502', { statusCode: 502 }, 0],
  ['garbage', { statusCode: null }, 0],
  ['concurrent', { name: 'concurrent_idempotent_requests' }, 0],
  ['refuse', { name: 'validation_error' }, 0],
])('%s looks to the official client as it should', async (fault, error, taken) => {
  fake.script({ steps: [fault] })
  expect((await send(fault)).error).toMatchObject(error)
  expect(fake.journal().mails).toHaveLength(taken)
})

test('a request that hangs is given up by its signal', async () => {
  fake.script({ steps: ['hang'] })
  expect((await send('hang', {}, AbortSignal.timeout(50))).error).toMatchObject({ statusCode: null })
})

test('faster than the limit is refused', async () => {
  fake.reset({ perSecond: 2 })
  const answers = await Promise.all(['a', 'b', 'c'].map((key) => send(key)))
  expect(answers.filter(({ error }) => error?.name === 'rate_limit_exceeded')).toHaveLength(1)
  expect(answers.map(({ headers }) => headers?.['retry-after']).filter(Boolean)).toEqual(['1'])
})

test.each([
  ['GET', '/emails', mail, {}],
  ['POST', '/email', mail, {}],
  ['POST', '/emails', { ...mail, surprise: 1 }, {}],
  ['POST', '/emails', { ...mail, subject: 'a\r\nBcc: x@example.org' }, {}],
  ['POST', '/emails', { ...mail, attachments: [{ filename: 'x', content: '§' }] }, {}],
  ['POST', '/emails', { ...mail, tags: [{ name: 'a b', value: 'c' }] }, {}],
  ['POST', '/emails', { ...mail, headers: { 'List-Unsubscribe': 'https://example.org' } }, {}],
  ['POST', '/emails', { ...mail, headers: { 'X-Two': 'a\r\nBcc: x@example.org' } }, {}],
  ['POST', '/emails', mail, { authorization: '' }],
  ['POST', '/emails', mail, { 'content-type': 'text/plain' }],
  ['POST', '/emails', mail, { 'idempotency-key': '' }],
])('%s %s that is not as Resend wants it is a violation (%#)', async (method, path, body, headers) => {
  const given = {
    authorization: 'Bearer re_x',
    'content-type': 'application/json',
    'idempotency-key': 'k',
    ...headers,
  }
  await fetch(`${fake.url}${path}`, {
    method,
    headers: given,
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  })
  expect(fake.journal().violations).not.toEqual([])
  expect(fake.journal().mails).toEqual([])
})

test('the official verifier takes what the fake signs, and nothing else', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const text = '{"type":"email.sent"}'
  const verify = (headers: Record<string, string>) =>
    client.webhooks.verify({
      payload: text,
      webhookSecret: secret,
      headers: {
        id: headers['svix-id'] ?? '',
        timestamp: headers['svix-timestamp'] ?? '',
        signature: headers['svix-signature'] ?? '',
      },
    })
  expect(verify(signed('msg_1', text, { secret }))).toEqual({ type: 'email.sent' })
  expect(() => verify(signed('msg_1', text, { secret, forged: true }))).toThrow()
  expect(() => verify(signed('msg_1', text, { secret, skew: -301 }))).toThrow()
  expect(() => verify(signed('msg_1', text, { secret, skew: 301 }))).toThrow()
})
