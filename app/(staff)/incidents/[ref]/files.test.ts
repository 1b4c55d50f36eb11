import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { growLog } from '#e2e/kit/long-log.ts'
import { readPdf } from '#e2e/kit/pdf.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import { execute } from '#lib/log/execute.ts'
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
  { clock: () => '2026-05-14T12:02:30.000Z' },
)
await growLog(kit, incident.ref, 600)

const ask = async (get: typeof json, file: string, headers: Record<string, string> = watching) =>
  await get(new Request(`${env().publicUrl}/incidents/${incident.ref}/${file}`, { headers }), {
    params: Promise.resolve({ ref: incident.ref }),
  })

test('an observer takes each form at the short address; the PDF has the whole log on the paper asked for', async () => {
  expect(await (await ask(json, 'report.json')).json()).toMatchObject({ ref: incident.ref, entries: 600 })
  expect(await (await ask(markdown, 'report.md')).text()).toContain('log_entries: 600')
  const answer = await ask(pdf, 'report.pdf?paper=Letter')
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="${incident.ref}-situation-report.pdf"`,
  )
  const { size, pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
  expect(size).toEqual({ width: 216, height: 279 })
  const text = pages.join(' ')
  // Read in parts: the correction near the end stands at the entry that it corrects.
  expect(text).toContain('Entry 5 as it stands now.')
  expect(text).toContain('entry 590. It said something else. It read:')
  expect(text).toContain('Entry 599')
  expect(text).toMatch(/ 600 \d\d:\d\d:\d\d/)
})

test('paper that there is not is refused by name, before anything is drawn', async () => {
  const refused = await ask(pdf, 'report.pdf?paper=a0')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ code: 'invalid', fields: { paper: 'Give a4 or letter.' } })
})

test('whoever is not signed in is led there, and from there back', async () => {
  for (const [get, file] of [
    [pdf, 'report.pdf?paper=letter'],
    [markdown, 'report.md'],
    [json, 'report.json'],
  ] as const) {
    const answer = await ask(get, file, {})
    expect(answer.status).toBe(303)
    const to = `/sign-in?next=${encodeURIComponent(`/incidents/${incident.ref}/${file}`)}`
    expect(answer.headers.get('location')).toBe(to)
  }
})
