import { expect } from '@playwright/test'
import { giveSession } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

test(
  'a right that ends, ends at once: requests are refused and open streams close within 5 s',
  alone,
  async ({ instance, person, cast }) => {
    const { incident } = await api(instance.one, cast.member).declare()
    const [signedOut, disabled, revoked] = await Promise.all(
      ['Una', 'Dora', 'Rhea'].map((name) => person(name)),
    )
    if (!signedOut || !disabled || !revoked) throw new Error('Three people were asked for')
    const ways = [
      {
        headers: { cookie: `__Host-sitrep=${await giveSession(instance, signedOut)}` },
        end: ['update sessions set ended_at = now() where person_id = $1', signedOut.id],
      },
      {
        headers: { cookie: `__Host-sitrep=${await giveSession(instance, disabled)}` },
        end: ['update people set disabled_at = now() where id = $1', disabled.id],
      },
      {
        headers: { authorization: `Bearer ${revoked.token}` },
        end: ['update api_tokens set revoked_at = now() where person_id = $1', revoked.id],
      },
    ] as const
    await Promise.all(
      ways.map(async ({ headers, end: [statement, id] }) => {
        const { closed } = await follow(instance.two, incident.ref, headers)
        await instance.sql(statement, [id])
        const ends = async () => {
          expect((await ask(`${instance.one.url}/api/v1/incidents`, { headers })).status).toBe(401)
          await closed
        }
        // The sweep runs every 5 s; half a second is for the way.
        await within(5500, ends, [instance.one, instance.two])
      }),
    )
  },
)

/** Opens the incident's stream and hands back a promise of its end. */
async function follow(app: App, ref: string, headers: Record<string, string>) {
  const answer = await ask(`${app.url}/api/v1/incidents/${ref}/stream?after=0`, { headers })
  expect(answer.status).toBe(200)
  const closed = answer.text().catch(() => 'cut')
  return { closed }
}
