import { afterAll, beforeEach, expect, test } from 'vitest'
import { startWebhooksFake, type WebhookFault } from '#e2e/fakes/webhooks.ts'
import { postWebhook, sign } from './webhook.ts'

const fake = await startWebhooksFake()
afterAll(() => fake.stop())
const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`
beforeEach(() => {
  fake.reset()
  fake.trust(secret)
})

const at = '2026-05-14T12:39:00.000Z'
const body = JSON.stringify({
  type: 'update.published',
  timestamp: at,
  data: {
    incident: { key: 'x'.repeat(43), title: 'T', isDrill: false, reportedAt: at, beganAt: null },
    update: {
      number: 1,
      at,
      state: 'over',
      headline: 'H',
      text: 'T',
      affected: [],
      nextUpdateAt: null,
      corrects: null,
    },
  },
})
const send = (more: { url?: string; signal?: AbortSignal } = {}) =>
  postWebhook(
    { id: '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70', url: more.url ?? fake.url, secret, body },
    more.signal ?? AbortSignal.timeout(50_000),
  )

test('the signature is that of the published vector', () => {
  const vector = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  }
  expect(sign(vector)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('a receiver that verifies by the official library takes it', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerId: null })
  expect(fake.journal()).toMatchObject({ violations: [], taken: [{ body, times: 1 }] })
})

test.each<[WebhookFault, object]>([
  ['large', { kind: 'accepted' }],
  ['drip', { kind: 'accepted' }],
  ['upgrade', { kind: 'later', due: 'message' }],
  ['404', { kind: 'later', due: 'message' }],
  ['500', { kind: 'later', due: 'message' }],
  ['429', { kind: 'later', due: 'provider', after: 120_000 }],
  ['503', { kind: 'later', due: 'provider', after: null }],
  ['410', { kind: 'refused', isGone: true }],
  ['redirect', { kind: 'later', due: 'message' }],
  ['lose-reply', { kind: 'unknown' }],
  ['lose-request', { kind: 'unknown' }],
])('%s is %o', async (fault, outcome) => {
  fake.script(fault)
  expect(await send()).toMatchObject(outcome)
  // A redirect is followed nowhere.
  expect(fake.journal().requests).toBe(1)
})

test('who hangs is given up, and nobody knows', async () => {
  fake.script('hang')
  const patience = new AbortController()
  const outcome = send({ signal: patience.signal })
  await expect.poll(() => fake.journal().requests).toBe(1)
  patience.abort()
  expect(await outcome).toMatchObject({ kind: 'unknown' })
})

test('nobody is waited for longer than the signal says, and who was never reached got nothing', async () => {
  const signal = AbortSignal.abort(new DOMException('Late', 'TimeoutError'))
  expect(await send({ signal })).toMatchObject({ kind: 'later', due: 'provider' })
  expect(fake.journal().requests).toBe(0)
})

test('an address in a private network: not now, and nothing is sent', async () => {
  expect(await send({ url: 'https://10.0.0.1/' })).toMatchObject({ kind: 'later', due: 'message' })
})
