import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { request } from './kit/api.ts'
import { readPdf } from './kit/pdf.ts'
import { roomOf } from './kit/room.ts'
import { tellIncident, told } from './kit/stories.ts'
import { test } from './kit/test.ts'

const questions = [
  'What was the incident that was reported?',
  'What time was it reported?',
  'What time was it closed?',
  'What was the response time?',
  'Who played a role?',
  'What was the solution?',
  'Who did it impact?',
  'How were they impacted?',
]

/** What each answer must say of this incident; times are Berlin's, two hours ahead of UTC. */
function facts(commander: string, second: string): string[][] {
  return [
    [told.reported, told.reportedBy, told.source],
    ['16:02:11'],
    ['16:50', '17:10'],
    ['1 min 59 s', '47 min 49 s'],
    [commander, 'Incident Commander', second, 'Responder'],
    [told.solution, told.decision, told.rejected, 'v847', 'v846'],
    [told.who],
    [told.how],
  ]
}

test('the report answers the eight questions with this incident’s facts: on the page, in Markdown, in PDF, as JSON', async ({
  instance,
  person,
  open,
}) => {
  const [commander, second] = [await person('Olga Offers'), await person('Tariq Takes')]
  const ref = await tellIncident(instance.one, { commander, second })
  const expected = facts(commander.name, second.name)

  const page = await open(commander, `/incidents/${ref}`)
  await page.getByRole('link', { name: 'Open the report' }).first().click()
  await expect(page).toHaveURL(`/incidents/${ref}/report`)
  await expect(page.getByRole('link', { name: 'Situation report', exact: true })).toBeVisible()
  const onPage = plain((await page.getByRole('article').textContent()) ?? '').replace(/\s+/g, ' ')
  expectAnswers(onPage, expected)

  const markdown = await (await request(instance.two, commander, `/incidents/${ref}/report.md`)).text()
  // Markdown escapes what it might read as its own: take the backslashes and quotes away again.
  expectAnswers(
    plain(
      markdown
        .replace(/\\(?=[^\w\s])/g, '')
        .replace(/^> /gm, '')
        .replace(/\s+/g, ' '),
    ),
    expected,
  )

  const answer = await request(instance.two, commander, `/incidents/${ref}/report.pdf`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(answer.headers.get('content-type'), new TextDecoder().decode(bytes.subarray(0, 500))).toBe(
    'application/pdf',
  )
  const pdf = await readPdf(bytes)
  expectAnswers(plain(pdf.pages.join(' ')), expected)
  expect(pdf.fonts.length).toBeGreaterThan(2)
  expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([])
  expect(pdf.tagged).toBe(true)
  expect(pdf.size).toEqual({ width: 210, height: 297 })
  for (const link of pdf.links) expect(link).toContain(`/incidents/${ref}`)

  const json = await (await request(instance.two, commander, `/incidents/${ref}/report.json`)).json()
  expect(plain(JSON.stringify(json))).toContain('1 min 59 s')
})

test('every answer leads to the entries that it rests on', async ({ instance, cast, open }) => {
  const ref = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const page = await open(cast.observer, `/incidents/${ref}/report`)
  const evidence = page.getByRole('article').locator(`a[href^="/incidents/${ref}#entry-"]`)
  expect(await evidence.count()).toBeGreaterThanOrEqual(questions.length)
  const decision = evidence.filter({ hasText: 'decision' }).first()
  await decision.click()
  await expect(page).toHaveURL(new RegExp(`/incidents/${ref}#entry-\\d+$`))
  await expect(roomOf(page).entry(told.decision)).toBeVisible()
  await expect(roomOf(page).entry(told.decision)).toBeInViewport()
})

test('a report of an incident that goes on says what it does not know yet', async ({
  instance,
  cast,
  open,
}) => {
  const answer = await request(instance.one, cast.member, '/incidents', {
    ...{ topic: 'Search is slow', severity: 'SEV3', reported: 'It takes ten seconds.' },
    ...{ reportedBy: 'Intern', source: 'Chat' },
  })
  const { incident } = (await answer.json()) as { incident: { ref: string } } // our own answer to a declaration
  const page = await open(cast.member, `/incidents/${incident.ref}/report`)
  for (const question of questions) await expect(page.getByText(question)).toBeVisible()
  await expect(page.getByText('answers are blank')).toBeVisible()
  await page.goto('/reports')
  // The index lists what is over; this one is not.
  await expect(page.getByRole('main')).not.toContainText('Search is slow')
})

test('an observer keeps the report: what takes long says how far it is, and can be cancelled', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  const ref = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const page = await open(cast.observer, `/incidents/${ref}/report`)
  const link = page.getByRole('link', { name: 'PDF', exact: true })
  await expect(link).toHaveAttribute('href', `/incidents/${ref}/report.pdf`)

  const held = Promise.withResolvers<void>()
  await page.route('**/report.pdf', async (route) => {
    await held.promise
    // Whoever cancelled waits for it no longer.
    await route.continue().catch(() => undefined)
  })
  await link.click()
  await expect(page.getByText('The PDF is being made.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the PDF' }).click()
  await expect(page.getByText('The PDF is being made.')).toBeHidden()
  held.resolve()
  await page.unroute('**/report.pdf')

  const saved = page.waitForEvent('download')
  await link.click()
  const file = await saved
  expect(file.suggestedFilename()).toBe(`${ref}-situation-report.pdf`)
  const { pages } = await readPdf(await readFile(await file.path()))
  expect(plain(pages.join(' '))).toContain('The whole log')
  await expect(page.getByText('The PDF is being made.')).toBeHidden()

  expectConsole(/503/)
  await page.route('**/report.md', (route) =>
    route.fulfill({ status: 503, json: { detail: 'Too many documents are being drawn.' } }),
  )
  await page.getByRole('link', { name: 'Markdown' }).click()
  await expect(page.getByText('Too many documents are being drawn.')).toBeVisible()
})

test('without JavaScript the links are files; whoever is not signed in is led to sign in', async ({
  instance,
  cast,
  open,
}) => {
  const ref = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const page = await open(cast.observer, `/incidents/${ref}/report`, { javaScriptEnabled: false })
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Markdown' }).click()
  expect((await saved).suggestedFilename()).toBe(`${ref}-situation-report.md`)
  const stranger = await open(null, `/incidents/${ref}/report.pdf`)
  await expect(stranger).toHaveURL(`/sign-in?next=${encodeURIComponent(`/incidents/${ref}/report.pdf`)}`)
})

/** All eight questions in order, each with its facts before the next one begins. */
function expectAnswers(text: string, expected: string[][]): void {
  const starts = questions.map((question) => text.indexOf(question))
  expect(starts, text).toEqual([...starts].sort((a, b) => a - b))
  for (const [index, start] of starts.entries()) {
    expect(start, questions[index]).toBeGreaterThanOrEqual(0)
    const answer = text.slice(start, starts[index + 1])
    for (const fact of expected[index] ?? []) expect(answer, questions[index]).toContain(plain(fact))
  }
}

/** The spaces that tie a number to its unit, and typographic quotes, as plain ones. */
function plain(text: string): string {
  return text.replaceAll(/[\u202f\u00a0]/g, ' ').replaceAll(/[“”]/g, '"')
}
