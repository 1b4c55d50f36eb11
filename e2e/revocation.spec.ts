import { expect } from '@playwright/test'
import { giveSession } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { test } from './kit/test.ts'

test.describe('a right that ends, ends at once: requests are refused and open streams close within 5 s', () => {
  for (const [what, statement] of [
    ['a session that is ended', 'update sessions set ended_at = now() where person_id = $1'],
    ['a person who is disabled', 'update people set disabled_at = now() where id = $1'],
  ] as const) {
    test(what, async ({ instance, person, cast }) => {
      const leaver = await person('Lena Leaver')
      const { incident } = await api(instance.one, cast.member).declare()
      const headers = { cookie: `__Host-sitrep=${await giveSession(instance, leaver)}` }
      const { closed } = await follow(instance.two, incident.ref, headers)
      await instance.sql(statement, [leaver.id])
      expect((await fetch(`${instance.one.url}/api/v1/incidents`, { headers })).status).toBe(401)
      expect(await within(closed, 6000)).toBe('closed')
    })
  }

  test('a token that is revoked', async ({ instance, person, cast }) => {
    const leaver = await person('Lena Leaver')
    const { incident } = await api(instance.one, cast.member).declare()
    const headers = { authorization: `Bearer ${leaver.token}` }
    const { closed } = await follow(instance.two, incident.ref, headers)
    await instance.sql('update api_tokens set revoked_at = now() where person_id = $1', [leaver.id])
    expect((await request(instance.one, leaver, '/incidents')).status).toBe(401)
    expect(await within(closed, 6000)).toBe('closed')
  })
})

/** Opens the incident's stream and hands back a promise of its end. */
async function follow(app: App, ref: string, headers: Record<string, string>) {
  const answer = await fetch(`${app.url}/api/v1/incidents/${ref}/stream?after=0`, { headers })
  expect(answer.status).toBe(200)
  const closed = answer.text().then(
    () => 'closed',
    () => 'closed',
  )
  return { closed }
}

async function within(promise: Promise<string>, milliseconds: number): Promise<string> {
  const { promise: late, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('still open'), milliseconds)
  const first = await Promise.race([promise, late])
  clearTimeout(timer)
  return first
}
