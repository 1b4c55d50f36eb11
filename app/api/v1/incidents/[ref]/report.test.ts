import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import { execute } from '#lib/log/execute.ts'
import type { Report } from '#lib/report/model.ts'
import { GET as json } from './report.json/route.ts'
import { GET as markdown } from './report.md/route.ts'
import { GET as pdf } from './report.pdf/route.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })
const watching = { cookie: `${cookieName()}=${await startSession(lotte.id)}` }
const clock = () => '2026-05-14T12:30:00.000Z'

const { incident } = await execute(
  ines,
  null,
  {
    type: 'declare_incident',
    topic: 'Customers cannot log in',
    severity: 'SEV1',
    reported: 'The page spins.',
    reportedBy: 'Mara',
    source: 'phone',
    reportedAt: '2026-05-14T12:02:11Z',
  },
  { clock },
)
await execute(
  ines,
  incident.ref,
  { type: 'take_role', role: 'commander', occurredAt: '2026-05-14T12:05:12Z' },
  { clock },
)

const ask = async (get: typeof json, query = '', headers: Record<string, string> = watching) =>
  await get(new Request(`${env().publicUrl}/api/v1/incidents/${incident.ref}/report${query}`, { headers }), {
    params: Promise.resolve({ ref: incident.ref.toLowerCase() }),
  })

test('an observer reads the report, in the zone of the organisation', async () => {
  const answer = await ask(json)
  expect(answer.status).toBe(200)
  // The route has written exactly this shape.
  const report = (await answer.json()) as Report
  expect(report).toMatchObject({
    ref: incident.ref,
    organisation: 'Northfield',
    edition: { state: 'draft' },
    entries: 3,
  })
  expect(report.zone.name).toBe('Europe/Berlin')
  expect(JSON.stringify(report.answers[1])).toContain('14:02:11')
  expect(report.headHash).toMatch(/^[0-9a-f]{64}$/)
})

test('as Markdown and as PDF it is a file with a name', async () => {
  const text = await ask(markdown)
  expect(text.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(text.headers.get('content-disposition')).toBe(
    `attachment; filename="${incident.ref}-situation-report.md"`,
  )
  expect(text.headers.get('cache-control')).toBe('private, no-store')
  expect(await text.text()).toContain(`[14:05 role](${env().publicUrl}/incidents/${incident.ref}#entry-2)`)
  const sheet = await ask(pdf)
  expect(sheet.headers.get('content-type')).toBe('application/pdf')
  expect(sheet.headers.get('content-disposition')).toContain(`${incident.ref}-situation-report.pdf`)
  expect(
    Buffer.from(await sheet.arrayBuffer())
      .subarray(0, 8)
      .toString(),
  ).toBe('%PDF-1.7')
})

test('?tz= names another zone; what is none is refused by name', async () => {
  expect(await (await ask(markdown, '?tz=America/New_York')).text()).toContain('08:02:11 EDT')
  for (const zone of ['Mars/Phobos', '', '%2B02:00', 'Europe/Berlin%00']) {
    const refused = await ask(json, `?tz=${zone}`)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      code: 'invalid',
      fields: { tz: expect.stringContaining('Europe/Berlin') },
    })
  }
})

test('nobody else reads it, and an unknown incident has none', async () => {
  for (const get of [json, markdown, pdf]) {
    expect((await ask(get, '', {})).status).toBe(401)
    const request = new Request(`${env().publicUrl}/api/v1/incidents/INC-999/report`, { headers: watching })
    expect((await get(request, { params: Promise.resolve({ ref: 'INC-999' }) })).status).toBe(404)
  }
})
