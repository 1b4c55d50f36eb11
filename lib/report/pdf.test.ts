import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPdf, readPdfText } from '#e2e/kit/pdf.ts'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { LogPart } from '#lib/log/model.ts'
import { followUpRows, postMortemOf } from '#lib/post-mortem/fixture.ts'
import { composeReport } from './compose.ts'
import { at, ines, jonas, type Line, loginStory, sourceOf, writeLog } from './fixture.ts'
import { keyMoments, type Report } from './model.ts'
import { drawHere, origin, partsOf } from './pdf/fixture.ts'
import { collectPdf, renderPdf } from './pdf.ts'

const reportOf = (
  entries: readonly Entry[],
  more: Partial<Report> = {},
): { kind: 'report'; report: Report } => ({
  kind: 'report',
  report: { ...composeReport(sourceOf(entries)), ...more },
})
const story = writeLog(loginStory())

test('says the whole report in the order in which it is read, then the whole log', async () => {
  const report = reportOf(story, {
    edition: {
      version: 3,
      state: 'approved',
      changed: false,
      line: 'Version 3, approved by Ines Okafor 16:02 CEST',
      hash: 'c0ffee'.repeat(10).slice(0, 64).padEnd(64, '0'),
    },
    followUps: followUpRows,
    postMortem: 'The post-mortem is owed by Ines Okafor by Sun 17 May.',
    distribution: [
      { name: 'Lotte Meyer', version: 3, at: at('16:03:00'), text: 'delivered 16:04', failed: false },
    ],
  })
  const text = textOf(await readPdfText(await drawHere(report, { log: story })))
  expectInOrder(text, [
    'Situation report',
    'INC-142',
    'Version 3, approved by Ines Okafor 16:02 CEST',
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
    'What stakeholders were told',
    'Nobody outside was told. The first update was due by 14:10:58 and is not in the log. Evidence 14:05 severity',
    'Log, key moments',
    '13:52:31 T−10 Deploy.',
    'Closed, Ines Okafor',
    'The whole log is at the end.',
    'Follow-ups',
    '1. Set lock_timeout for every migration prevent Priya Raman Fri 15 May open',
    'The post-mortem is owed by Ines Okafor',
    'Who was sent what',
    'Lotte Meyer 3 Thu 14 May 16:03 delivered 16:04',
    'Links',
    'Connections and locks, 13:30 to 15:00',
    'The whole log',
    'All 24 entries',
    'Thu 14 May',
    '1 14:02:11 T+00 Report, Mara Lindqvist, Support. SEV2: Customers cannot log in. Three customers',
    '2 14:04:10 T+01 Priya Raman acknowledged.',
    '10 13:52:31 T−10 Deploy, Priya Raman. Release with the migration. web v846 → v847, succeeded. added 24 min later',
    '18 14:31:00 T+28 Note, Jonas Beck. 1,912 login attempts failed',
    'Corrected 14:40 by Jonas Beck, entry 20. Two digits were swapped. It read: “1,921 login attempts',
    '24 15:20:30 T+78',
    'Version 3, approved by Ines Okafor 16:02 CEST. Composed from 24 entries of the log.',
    'Head of the log: sha256',
    'Content of version 3: sha256 c0ffee',
  ])
  expect(text).toContain('Times are Central European Summer Time (UTC+2).')
  expect(text).toContain('sha256 report c0ff…')
  expect(text).not.toContain('□')
})

test('what stakeholders were told is set with its times, states and promises; old versions have no such part', async () => {
  const said = (time: string, number: number, due: string, more: object): Line => ({
    by: jonas,
    draft: {
      type: 'update_published',
      occurredAt: at(time),
      payload: {
        number,
        ...{
          title: 'Logins fail',
          headline: 'Some cannot log in',
          text: 'We are looking.',
          state: 'looking_into',
        },
        ...{ affected: [], nextUpdateAt: at('15:30:00'), corrects: null, draftedBy: null },
        promisedAt: at(due),
        ...more,
      },
    },
  })
  const first = said('14:40:00', 1, '14:30:00', {})
  const next = said('15:21:00', 2, '15:30:00', { state: 'over', headline: 'Logins work', nextUpdateAt: null })
  const log = writeLog([...loginStory(), first, next])
  const text = textOf(await readPdfText(await drawHere(reportOf(log), { log })))
  expectInOrder(text, [
    'What stakeholders were told',
    'They know it as “Logins fail”.',
    '14:40:00 Looking into it Some cannot log in We are looking. Due by 14:30, 10 min late.',
    '15:21:00 Over Logins work We are looking. Promised by 15:30, kept.',
    'Promises kept 1 of 2, worst 10 min late.',
    'Evidence 14:40 update 15:21 update',
    'The whole log',
    'Update 1, Jonas Beck. Looking into it. Some cannot log in. We are looking. The next one by 15:30.',
  ])
  const { updates: _, ...old } = composeReport(sourceOf(log))
  const before = await drawHere({ kind: 'report', report: old }, {})
  expect(await readPdfText(before)).not.toContain('What stakeholders were told')
})

test('is tagged, titled, on the paper that was asked for, and carries its fonts', async () => {
  for (const [paper, size] of [
    ['a4', { width: 210, height: 297 }],
    ['letter', { width: 216, height: 279 }],
  ] as const) {
    const pdf = await readPdf(await drawHere(reportOf(story), { paper }))
    const title = 'INC-142 situation report: Customers could not log in for 32 minutes'
    expect(pdf).toMatchObject({ title, tagged: true, size })
    expect(pdf.fonts.length).toBeGreaterThanOrEqual(5)
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([])
  }
})

test('links lead to the log and to what the log links, never to anything else', async () => {
  const bad = logged(
    '[a](javascript:alert(1)) ![b](https://track.test/p.gif) [c](file:///etc/passwd) <mailto:a@b.test>',
  )
  const log = writeLog([...loginStory(), bad])
  const { links } = await readPdf(await drawHere(reportOf(log), { log }))
  expect(links.length).toBeGreaterThan(40)
  for (const address of links) {
    expect(address).toMatch(
      /^(https:\/\/sitrep\.example\.org\/incidents\/INC-142|https:\/\/grafana\.northfield\.test|https:\/\/track\.test\/p\.gif|mailto:a@b\.test)/,
    )
  }
})

test('the same document gives the same bytes, here and in a thread of its own', async () => {
  const document = reportOf(story)
  const here = await drawHere(document, { log: story })
  const there = await collectPdf(document, { publicUrl: origin, log: stream(partsOf(story, 10)) })
  expect(Buffer.compare(here, there)).toBe(0)
})

test('every script is set and can be copied; what no font has is a visible box, named at the end', async () => {
  const words = [
    'Ωμέγα и Ж: Łukasz, Đặng, Zoë ≥ 30 % →',
    'お客様がログインできません。',
    '客户无法登录，数据库迁移锁定了会话表。',
    'العملاء لا يستطيعون تسجيل الدخول',
    'השירות לא זמין',
    'Unset: \ud800\udf30 ᚠ stays, 고객',
  ]
  const log = writeLog([...loginStory(), ...words.map((text) => logged(text))])
  const text = textOf(await readPdfText(await drawHere(reportOf(log), { log })))
  for (const word of ['Ωμέγα', 'Łukasz', 'Đặng', 'Zoë', '≥ 30 %', '→', 'お客様がログイン', '数据库迁移锁定'])
    expect(text).toContain(word)
  for (const word of 'العملاء لا يستطيعون تسجيل الدخول השירות לא זמין'.split(' '))
    expect(text).toContain(word)
  expect(text).toMatch(/Unset: □ □ stays/)
  expect(text).toContain('Characters that this installation has no font for stand as □: Korean, other signs.')
})

test('a drill says DRILL on every page of both documents', async () => {
  const log = writeLog(loginStory('drill'))
  for (const document of [
    reportOf(log),
    { kind: 'post_mortem', postMortem: postMortemOf('drill') } as const,
  ]) {
    const { pages, title } = await readPdf(await drawHere(document, { log }))
    expect(title).toMatch(/^DRILL /)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('DRILL. This is an exercise.')
    expect(pages[0]).toContain('DRILL SEV1')
  }
})

test('the post-mortem says who owes it, each section in its order, and what is not written yet', async () => {
  const pdf = await readPdf(await drawHere({ kind: 'post_mortem', postMortem: postMortemOf() }))
  expect(pdf.title).toBe('INC-142 post-mortem: Customers could not log in for 32 minutes')
  expectInOrder(textOf(pdf.pages), [
    'Post-mortem',
    'Version 2, published by Ines Okafor',
    'Owner: Ines Okafor, due by Sun 17 May 2026, meeting Tuesday 19 May 2026 at 10:00.',
    'A release built an index',
    'Impact 32 min 52 s',
    'What happened',
    'Detection',
    '14:02 report',
    'Timeline',
    '13:52:31 T−10 Deploy.',
    'Contributing factors',
    '– The release ran at the busiest hour.',
    'What went poorly',
    'Where we were lucky',
    'Nothing is written here yet.',
    'Learnings',
    '2. Watching the resource that runs out',
    'Participants',
    'Follow-ups',
    '3. Second phone number for secondary on call detect Nobody yet No day done',
    'Head of the log: sha256',
  ])
})

test('pictures stand in the log with their words; what cannot be drawn is named and linked', async () => {
  const png = onePixel()
  const files: Record<string, Uint8Array> = { whole: png, broken: png.subarray(0, 50), moving: png }
  const kinds = { whole: 'image/png', broken: 'image/png', moving: 'image/webp', gone: 'image/png' }
  const lines = Object.entries(kinds).map(([id, mediaType]) => ({
    by: ines,
    draft: {
      type: 'file_attached',
      occurredAt: at('15:20:30'),
      payload: {
        file: { id, name: `${id}.png`, mediaType, size: 90 },
        alt: `A graph called ${id}`,
        text: null,
      },
    } satisfies Draft,
  }))
  const log = writeLog([...loginStory(), ...lines])
  const asked: string[] = []
  const picture = async (id: string) => {
    asked.push(id)
    return files[id] ?? null
  }
  const bytes = await drawHere(reportOf(log), { log, picture })
  const text = textOf(await readPdfText(bytes))
  expect(asked).toEqual(['whole', 'broken', 'gone'])
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Subtype \/Image/g),
  ).toHaveLength(1)
  expect(text).toContain('A graph called whole')
  expect(text).toContain('Picture. A graph called broken. It could not be printed. broken.png')
  expect(text).toContain('Picture. A graph called moving. Pictures of its kind cannot be printed. moving.png')
  expect(text).toContain('Picture. A graph called gone. It could not be printed.')
})

test('what was redacted or taken back says so, without its words', async () => {
  const secret = logged('The password is hunter2')
  const log = writeLog([...loginStory(), secret])
  const seq = log.length
  const redacted = { ...log[seq - 1], redacted: true, payload: { kind: 'note', text: '[redacted]' } } as Entry
  const by: Line = {
    by: jonas,
    draft: {
      type: 'entry_redacted',
      occurredAt: at('15:30:00'),
      corrects: seq,
      payload: { reason: 'It held a password', alsoIn: [] },
    },
  }
  const [after] = writeLog([...loginStory(), secret, by]).slice(-1)
  const entries = [...log.slice(0, -1), redacted, ...(after ? [after] : [])]
  const text = textOf(await readPdfText(await drawHere(reportOf(log), { log: entries })))
  const found = text.slice(text.indexOf('The whole log All'))
  expect(found).toContain(
    'The words of this entry were taken out. Redacted 15:30 by Jonas Beck. It held a password.',
  )
  expect(found).toContain(`Jonas Beck redacted entry ${seq}. It held a password.`)
  expect(found).not.toContain('hunter2')
})

test('of a long log the key moments are few, and every entry stands in the whole log', async () => {
  const lines = loginStory()
  for (let count = 0; count < 250; count++) lines.splice(20, 0, logged(`Entry number ${count}`, 'finding'))
  const log = writeLog(lines)
  const report = keyMoments(reportOf(log).report, 120)
  expect(report.timeline.every(({ key }) => key)).toBe(true)
  expect(report.leftOut + report.timeline.length).toBe(log.length)
  const pages = await readPdfText(await drawHere({ kind: 'report', report }, { log }))
  const text = textOf(pages)
  for (let count = 0; count < 250; count++) {
    expect(text.split(`Finding, Ines Okafor. Entry number ${count} `)).toHaveLength(2)
    expect(text).not.toContain(`Finding. Entry number ${count} `)
  }
  expect(text).toContain(`Page 1 of ${pages.length} `)
})

test('whoever stops reading stops the drawing, and a log without end waits for its reader', async () => {
  const [part] = partsOf(story, 30)
  let given = 0
  const ended = Promise.withResolvers<void>()
  async function* endless(): AsyncGenerator<LogPart> {
    try {
      for (; part; given++) yield part
    } finally {
      ended.resolve()
    }
  }
  let read = 0
  for await (const bytes of await renderPdf(reportOf(story), { publicUrl: origin, log: endless() })) {
    read += bytes.byteLength
    if (read > 400_000) break
  }
  await ended.promise
  expect(given).toBeGreaterThan(5)
})

test('a log that cannot be read is a failure, not half a document', async () => {
  async function* broken(): AsyncGenerator<LogPart> {
    throw new Error('The database went away')
    // biome-ignore lint/correctness/noUnreachable: makes a generator of it
    yield { entries: [], corrections: [] }
  }
  await expect(renderPdf(reportOf(story), { publicUrl: origin, log: broken() })).rejects.toThrow(
    'The database went away',
  )
})

function logged(text: string, kind: 'note' | 'finding' = 'note'): Line {
  return { by: ines, draft: { type: 'logged', occurredAt: at('14:27:00'), payload: { kind, text } } }
}

async function* stream(parts: readonly LogPart[]): AsyncGenerator<LogPart> {
  yield* parts
}

/** A red point, written by hand. */
function onePixel(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.byteLength)
    // Nobody here checks the sums.
    return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)])
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function expectInOrder(text: string, order: readonly string[]): void {
  let from = 0
  for (const piece of order) {
    const found = text.indexOf(piece, from)
    expect([piece, found >= 0]).toEqual([piece, true])
    from = found
  }
}

/** In the order of the file; every white space one plain space. */
function textOf(pages: readonly string[]): string {
  return pages.join(' ').replace(/[\s\u00a0\u202f]+/g, ' ')
}
