import { afterAll, expect, test } from 'vitest'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { newToken } from '#lib/auth/token.ts'
import { env } from '#lib/env.ts'
import { route } from '#lib/http/route.ts'
import { execute } from '#lib/log/execute.ts'
import { getIncident } from '#lib/log/queries.ts'

// Nothing listens there.
connectDatabase('postgres://sitrep@127.0.0.1:1/sitrep')
afterAll(closeDatabase)

test('without a database an answer is 503 and says when to ask again, and nothing of the inside', async () => {
  const read = route(async () => new Response('never'))
  const headers = { cookie: `${cookieName()}=${newToken()}` }
  const response = await read(new Request(`${env().publicUrl}/x`, { headers }), {
    params: Promise.resolve({}),
  })
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'unavailable', status: 503 })
  expect(text).not.toMatch(/ECONN|select|127\.0\.0\.1/)
})

test('the door and the queries say unavailable', async () => {
  const actor = { kind: 'person', id: 'x', name: 'X', role: 'member' } as const
  await expect(execute(actor, 'INC-1', { type: 'acknowledge' })).rejects.toMatchObject({
    code: 'unavailable',
  })
  await expect(getIncident('INC-1')).rejects.toMatchObject({ code: 'unavailable' })
})
