import { expect, test, vi } from 'vitest'
import { GET as api } from '#app/api/v1/incidents/[ref]/bundle.zip/route.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import { execute } from '#lib/log/execute.ts'
import { GET } from './route.ts'

vi.mock('#lib/bundle/draw.ts', () => ({ drawPdf: async () => Buffer.from('%PDF-1.7') }))

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })
const watching = { cookie: `${cookieName()}=${await startSession(lotte.id)}` }
const { incident } = await execute(ines, null, declaration)

const ask = async (get: typeof GET, ref: string, headers: Record<string, string> = watching) =>
  await get(new Request(`${env().publicUrl}/incidents/${ref}/bundle.zip`, { headers }), {
    params: Promise.resolve({ ref }),
  })

test('an observer takes the same bundle along at both addresses, in any case of the ref', async () => {
  const answer = await ask(GET, incident.ref.toLowerCase())
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${incident.ref}-bundle.zip"`)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(Buffer.from(await (await ask(api, incident.ref)).arrayBuffer()).equals(bytes)).toBe(true)
})

test('nobody else does, and what is not there is a problem, not half a file', async () => {
  expect([303, 401]).toContain((await ask(GET, incident.ref, {})).status)
  expect((await ask(api, incident.ref, {})).headers.get('content-type')).not.toBe('application/zip')
  for (const ref of ['INC-999', '..%2F', 'INC-1%00']) {
    const refused = await ask(GET, ref)
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({ code: 'not_found' })
  }
})

test('whoever stops reading stops the reading of what would come', async () => {
  const reader = (await ask(GET, incident.ref)).body?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
  expect((await reader?.read())?.done).toBe(true)
})
