import { afterAll, beforeEach, expect, test } from 'vitest'
import { type Reports, signed, startResendFake } from '#e2e/fakes/resend.ts'
import { testDatabase } from '#e2e/kit/database.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
// Before the environment is read for the first time.
process.env.RESEND_API_KEY = 're_test'
process.env.MAIL_FROM = 'SitRep <sitrep@example.org>'
process.env.RESEND_WEBHOOK_SECRET = secret

const kit = await testDatabase()
const fake = await startResendFake({ perSecond: 1000 })
const { POST } = await import('#app/api/hooks/resend/route.ts')
const { deliver } = await import('./deliver.ts')
const { queueDeliveries } = await import('./queue.ts')
const { withTransaction } = await import('#db/client.ts')
const { resendTransport } = await import('./transport/resend.ts')
const { newBreaker } = await import('./breaker.ts')
const { serve } = await import('#e2e/fakes/http.ts')

/** The handler on a socket, so that reports come as they do from outside. */
const hooks = await serve(async ({ headers }, response, bytes) => {
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  const answer = await POST(
    new Request('http://hooks', { method: 'POST', headers: given, body: new Uint8Array(bytes) }),
  )
  response.writeHead(answer.status).end(await answer.text())
})
afterAll(async () => {
  await hooks.stop()
  await fake.stop()
})
beforeEach(async () => {
  fake.reset({ perSecond: 1000 })
  await kit.sql('truncate deliveries, delivery_callbacks, suppressions cascade')
})

const transport = {
  ...resendTransport({
    key: 're_test',
    baseUrl: fake.url,
    from: 'SitRep <sitrep@example.org>',
    perSecond: 1000,
  }),
  breaker: newBreaker(),
}

async function queue(): Promise<string> {
  const id = crypto.randomUUID()
  const item = {
    ref: 'INC-1',
    number: 1,
    title: 'Alarm',
    due: null,
    overdue: false,
    url: 'https://sitrep.example/f/1',
  }
  const delivery = {
    id,
    recipient: { id: 'p', name: 'Lena', address: 'Lena@northfield.example' },
    source: { kind: 'follow_up_reminder' as const, items: [item] },
    dedupeKey: id,
  }
  await withTransaction((tx) => queueDeliveries(tx, [delivery], { now: new Date().toISOString() }))
  return id
}
async function sent(): Promise<{ id: string; emailId: string }> {
  const id = await queue()
  await deliver(id, { transport })
  return { id, emailId: await mailOf(id) }
}
const mailOf = async (id: string) => fake.journal().mails.find(({ key }) => key === id)?.id ?? ''
const row = async (id: string) => (await kit.sql('select * from deliveries where id = $1', [id]))[0] ?? {}
const report = (emailId: string, types: string[], more: Partial<Reports> = {}) =>
  fake.report({ url: hooks.url, secret, emailId, types, ...more })

test('reports move the state forward, twice and in another order, also without our tag', async () => {
  const { id, emailId } = await sent()
  const types = ['email.delivered', 'email.sent', 'email.delivery_delayed']
  const answers = await report(emailId, types, { twice: true, withoutTags: true })
  expect(new Set(answers)).toEqual(new Set([204]))
  const first = await row(id)
  expect(first).toMatchObject({ state: 'delivered', trouble: null })
  expect(await kit.sql('select id from delivery_callbacks')).toHaveLength(3)
  await report(emailId, types, { twice: true })
  expect(await row(id)).toEqual(first)
})

test('a report that comes before our own record waits for it', async () => {
  const id = await queue()
  const early = {
    ...transport,
    send: async (...given: Parameters<typeof transport.send>) => {
      const outcome = await transport.send(...given)
      await report(await mailOf(id), ['email.delivered'], { withoutTags: true })
      return outcome
    },
  }
  await deliver(id, { transport: early })
  expect(await row(id)).toMatchObject({ state: 'delivered', provider_id: await mailOf(id) })
})

test('a report with our tag finds its message although the answer was lost; it is not sent again', async () => {
  const id = await queue()
  fake.script({ steps: ['lose-reply'] })
  await deliver(id, { transport })
  expect(await row(id)).toMatchObject({ state: 'uncertain' })
  await report(await mailOf(id), ['email.delivered'])
  expect(await row(id)).toMatchObject({ state: 'delivered', in_doubt: false, trouble: null })
  await deliver(id, { transport, clock: () => new Date(Date.now() + 60_000).toISOString() })
  expect(fake.journal().requests).toHaveLength(1)
})

test('a report that comes in the middle of a try is not undone by its record', async () => {
  const id = await queue()
  const early = {
    ...transport,
    send: async (...given: Parameters<typeof transport.send>) => {
      await transport.send(...given)
      await report(await mailOf(id), ['email.bounced'])
      return { kind: 'unknown', why: 'The answer was lost.' } as const
    },
  }
  await deliver(id, { transport: early })
  expect(await row(id)).toMatchObject({ state: 'bounced' })
})

test.each(['bounced', 'complained'])(
  '%s: the address is suppressed, and the next message says so',
  async (reason) => {
    const { id, emailId } = await sent()
    await report(emailId, ['email.sent', `email.${reason}`, 'email.delivered'])
    expect(await row(id)).toMatchObject({ state: reason, trouble: expect.stringMatching(/Nothing is sent/) })
    expect(await kit.sql('select address, reason, delivery_id from suppressions')).toEqual([
      { address: 'lena@northfield.example', reason, delivery_id: id },
    ])
    expect(await row(await queue())).toMatchObject({ state: 'failed' })
    // Lifted, it stays lifted, however often the old report comes.
    await kit.sql('delete from suppressions')
    await report(emailId, [`email.${reason}`], { twice: true })
    expect(await kit.sql('select * from suppressions')).toEqual([])
  },
)

test('what nobody signed, or long ago, or for later, has no effect', async () => {
  const { id, emailId } = await sent()
  for (const more of [{ forged: true }, { skew: -400 }, { skew: 400 }]) {
    expect(await report(emailId, ['email.bounced'], more)).toEqual([401])
  }
  const text = JSON.stringify({ type: 'email.bounced', created_at: '', data: { email_id: emailId } })
  const headers = signed('msg', text, { secret })
  const post = async (body: string | Uint8Array<ArrayBuffer>, more = {}) =>
    (await fetch(hooks.url, { method: 'POST', body, headers: { ...headers, ...more } })).status
  // Put into other bytes, it is not what was signed.
  expect(await post(JSON.stringify(JSON.parse(text), null, 1))).toBe(401)
  expect(await post(Uint8Array.from([...Buffer.from(text), 0xff]))).toBe(401)
  expect(await post(text, { 'svix-signature': '' })).toBe(401)
  expect(await post(text, { 'svix-id': 'other' })).toBe(401)
  expect(await post('x'.repeat(300_000))).toBe(413)
  expect(await row(id)).toMatchObject({ state: 'sent' })
  expect(await kit.sql('select * from delivery_callbacks')).toEqual([])
})

test('what is signed but about no mail of ours is taken and left alone', async () => {
  expect(await report('11111111-2222-4333-8444-555555555555', ['email.delivered', 'email.opened'])).toEqual([
    204, 204,
  ])
  const text = '{"type":"domain.created","created_at":"2026-01-01T00:00:00Z","data":{}}'
  const answer = await fetch(hooks.url, {
    method: 'POST',
    body: text,
    headers: signed('m', text, { secret }),
  })
  expect(answer.status).toBe(204)
  expect(await kit.sql('select type from delivery_callbacks')).toEqual([{ type: 'email.delivered' }])
})
