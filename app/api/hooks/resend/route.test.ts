import { expect, test } from 'vitest'
import { POST } from './route.ts'

test('without the secret of the webhook it says in words what is missing', async () => {
  const answer = await POST(new Request('http://hooks', { method: 'POST', body: '{}' }))
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    detail: expect.stringMatching(/RESEND_WEBHOOK_SECRET is missing/),
  })
})
