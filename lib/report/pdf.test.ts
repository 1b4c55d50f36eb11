import { expect, test } from 'vitest'
import { readPdf } from '#e2e/kit/pdf.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { composeReport } from './compose.ts'
import { at, ines, type Line, loginStory, sourceOf, writeLog } from './fixture.ts'
import { renderPdf } from './pdf.ts'

test('says the whole report in the order in which it is read', async () => {
  const text = textOf(await draw(writeLog(loginStory())))
  const order = [
    'Situation report',
    'INC-142',
    'Draft, not approved',
    'SEV1',
    'Customers could not log in for 32 minutes',
    'A database migration held a lock',
    'First answer 1 min 59 s target 30 min at SEV2, met',
    'Impact 32 min 52 s',
    '1. What was the incident that was reported?',
    '“Three customers in a row cannot log in.',
    '14:02 report',
    '2. What time was it reported?',
    '14:02:11 CEST',
    '3. What time was it closed?',
    'Closed at 15:20:30.',
    '4. What was the response time?',
    'Report to mitigation 23 min 41 s',
    '5. Who played a role?',
    'Tomasz Wójcik Responder 14:07 to 14:58',
    '6. What was the solution?',
    'Rejected: let the index finish',
    'web v847 → v846, succeeded',
    '7. Who did it impact?',
    'Every customer who was not already signed in',
    '8. How were they impacted?',
    'placed orders were not affected.',
    'Log, key moments',
    '13:52:31 T−10 Deploy.',
    'Closed, Ines Okafor',
    'Links',
    'Connections and locks, 13:30 to 15:00',
    'Head of the log: sha256',
  ]
  let from = 0
  for (const piece of order) {
    const found = text.indexOf(piece, from)
    expect([piece, found >= 0]).toEqual([piece, true])
    from = found
  }
  expect(text).toContain('Times are Central European Summer Time (UTC+2).')
  expect(text).not.toContain('□')
})

test('is tagged, titled, and carries its fonts', async () => {
  const pdf = await draw(writeLog(loginStory()))
  expect(pdf).toMatchObject({
    title: 'INC-142 situation report: Customers could not log in for 32 minutes',
    tagged: true,
    size: { width: 210, height: 297 },
  })
  expect(pdf.fonts.length).toBeGreaterThanOrEqual(5)
  expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([])
})

test('links lead to the log and to what the log links, never to anything else', async () => {
  const story = loginStory()
  const bad: Line = {
    by: ines,
    draft: {
      type: 'logged',
      occurredAt: at('14:30:00'),
      payload: {
        kind: 'finding',
        text: '[a](javascript:alert(1)) ![b](https://track.test/p.gif) [c](file:///etc/passwd) <mailto:a@b.test>',
      },
    },
  }
  const { links: addresses } = await draw(writeLog([...story, bad]))
  expect(addresses.length).toBeGreaterThan(20)
  for (const address of addresses) {
    expect(address).toMatch(
      /^(https:\/\/sitrep\.example\.org\/incidents\/INC-142|https:\/\/grafana\.northfield\.test|https:\/\/track\.test\/p\.gif|mailto:a@b\.test)/,
    )
  }
})

test('every script that a font has is set, what none has is a visible box, nothing is garbage', async () => {
  const topic = 'Ωμέγα и Ж: Łukasz, Đặng, Zoë ≥ 30 % → 田中さん'
  const lines = loginStory()
  const [first, ...others] = lines
  if (first?.draft.type !== 'incident_reported') throw new Error('The story begins with its report')
  const told = {
    ...first.draft,
    payload: { ...first.draft.payload, topic, reported: 'Unset: \ud800\udf30 ᚠ stays' },
  }
  const text = textOf(await draw(writeLog([{ ...first, draft: told }, ...others])))
  for (const word of ['Ωμέγα', 'Łukasz', 'Đặng', 'Zoë', '≥ 30 %', '→', '田中さん'])
    expect(text).toContain(word)
  expect(text).toMatch(/Unset: □ □ stays/)
})

test('a drill says DRILL on every page', async () => {
  const pdf = await draw(writeLog(loginStory('drill')))
  const { pages } = pdf
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) expect(page).toContain('DRILL. This is an exercise.')
  expect(pages[0]).toContain('DRILL SEV1')
})

test('a log of 2,000 entries comes out whole', async () => {
  const lines = loginStory()
  for (let count = 0; count < 2_000; count++) {
    const kind = count % 10 === 0 ? 'configuration' : 'finding'
    lines.splice(20, 0, {
      by: ines,
      draft: { type: 'logged', occurredAt: at('14:27:00'), payload: { kind, text: `Entry number ${count}` } },
    })
  }
  const text = textOf(await draw(writeLog(lines)))
  for (const count of [0, 10, 999, 1_999])
    expect([count, text.includes(`Entry number ${count} `)]).toEqual([count, true])
  expect(text).toMatch(/Page 1 of ?\d\d/)
}, 120_000)

async function draw(entries: readonly Entry[]) {
  return await readPdf(await renderPdf(composeReport(sourceOf(entries)), 'https://sitrep.example.org'))
}

/** In the order of the file; every white space one plain space. */
function textOf({ pages }: Awaited<ReturnType<typeof draw>>): string {
  return pages.join(' ').replace(/[\s\u00a0]+/g, ' ')
}
