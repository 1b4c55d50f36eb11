import { expect, test } from 'vitest'
import { textsOf } from '#lib/document/content.ts'
import type { Severity, Status } from '#lib/incident/incident.ts'
import type { UpdateState } from '#lib/incident/public-updates.ts'
import { composeReport } from './compose.ts'
import { editReport } from './edit.ts'
import { at, ines, jonas, type Line, loginStory, sourceOf, writeLog } from './fixture.ts'
import { logRows } from './log-rows.ts'
import { writeReport } from './markdown.ts'
import { partsText, promiseWords, type Report } from './model.ts'

type Words = {
  corrects?: { seq: number; number: number }
  state?: UpdateState
  headline?: string
  text?: string
  next?: string | null
  due?: string | null
}

/** An update of the story of the login, by the clock in Berlin. */
function update(time: string, number: number, words: Words = {}): Line {
  const { state = 'looking_into', headline = 'Some cannot log in', text = 'We are looking.' } = words
  const instant = (clock: string | null | undefined) => (clock ? at(clock) : null)
  return {
    by: jonas,
    draft: {
      type: 'update_published',
      occurredAt: at(time),
      payload: {
        number,
        title: 'Logins fail',
        ...{ headline, text, state },
        affected: [{ name: 'Login', state: 'down' }],
        nextUpdateAt: instant(words.next),
        corrects: words.corrects ?? null,
        promisedAt: instant(words.due),
        draftedBy: null,
      },
    },
  }
}

function told(...more: Line[]): Report {
  const lines = [...loginStory(), ...more].toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
  return composeReport(sourceOf(writeLog(lines)))
}

function timeOf({ draft, recordedAt }: Line): string {
  return recordedAt ?? draft.occurredAt
}

const contradictions = ({ gaps }: Report) =>
  gaps.filter(({ kind }) => kind === 'contradiction').map(({ number, text }) => `${number} ${text}`)

test('promises in words: how many, of how many, and the worst', () => {
  expect(promiseWords({ due: 8, kept: 7, worstSecondsLate: 720 })).toBe(
    'Promises kept 7 of 8, worst 12\u202fmin late.',
  )
  expect(promiseWords({ due: 4, kept: 4, worstSecondsLate: null })).toBe('Promises kept 4 of 4.')
  expect(promiseWords({ due: 1, kept: 0, worstSecondsLate: 0 })).toContain('worst 1\u202fs late')
  expect(promiseWords({ due: 0, kept: 0, worstSecondsLate: null })).toBe('No update was due.')
})

test('a SEV3 owes nothing, and a log without a word to those outside says so', () => {
  const [first] = loginStory()
  if (first?.draft.type !== 'incident_reported') throw new Error('Another story')
  const payload = { ...first.draft.payload, severity: 'SEV3' as const }
  const { updates } = composeReport(sourceOf(writeLog([{ ...first, draft: { ...first.draft, payload } }])))
  expect(updates).toMatchObject({ line: 'Nobody outside was told.', rows: [], title: null })
  expect(updates?.notes.map(partsText)).toEqual(['A SEV3 owes no update.'])
})

const move = (time: string, from: Status, to: Status, recorded = time): Line => ({
  by: ines,
  draft: { type: 'status_changed', occurredAt: at(time), payload: { from, to, reason: null } },
  recordedAt: at(recorded),
})
const severity = (time: string, from: Severity, to: Severity): Line => ({
  by: ines,
  draft: { type: 'severity_changed', occurredAt: at(time), payload: { from, to, reason: null } },
})
const back = (time: string, corrects: number, from: Severity, to: Severity): Line => ({
  by: ines,
  draft: { type: 'change_undone', corrects, occurredAt: at(time), payload: { field: 'severity', from, to } },
})
const wasOver = 'It was over before a first update was due.'
const wasDue = (by: string) => `The first update was due by ${by} and is not in the log.`

// A SEV2 that was reported at 14:02:11, in a log that no timer wrote to.
test.each<[string, Line[], string, number[]]>([
  ['over in time', [move('14:30:00', 'reported', 'resolved')], wasOver, [1, 2]],
  ['over too late', [move('15:00:00', 'reported', 'resolved')], wasDue('14:32:11'), [1, 2]],
  [
    'over in time, as was found later',
    [move('14:30:00', 'reported', 'resolved', '15:00:00')],
    wasOver,
    [1, 2],
  ],
  [
    'raised, and over before the time that was due before',
    [severity('14:10:00', 'SEV2', 'SEV1'), move('14:20:00', 'reported', 'resolved')],
    wasDue('14:15'),
    [2, 3],
  ],
  [
    'raised by mistake, and over before the time that holds',
    [
      severity('14:10:00', 'SEV2', 'SEV1'),
      back('14:16:00', 2, 'SEV1', 'SEV2'),
      move('14:20:00', 'reported', 'resolved'),
    ],
    wasOver,
    [1, 4],
  ],
  [
    'lowered in time',
    [severity('14:12:00', 'SEV2', 'SEV3'), move('18:21:00', 'reported', 'resolved')],
    'It was lowered to SEV3 before a first update was due.',
    [1, 2],
  ],
  [
    'lowered too late',
    [severity('14:40:00', 'SEV2', 'SEV3'), move('18:21:00', 'reported', 'resolved')],
    wasDue('14:32:11'),
    [1, 2],
  ],
  [
    'over in time, then opened again for long',
    [
      move('14:30:00', 'reported', 'resolved'),
      move('16:00:00', 'resolved', 'investigating'),
      move('18:00:00', 'investigating', 'resolved'),
    ],
    wasDue('16:30'),
    [3, 4],
  ],
  ['cancelled in time', [move('14:30:00', 'reported', 'cancelled')], wasOver, [1, 2]],
])('nobody was told, and it was %s', (_, lines, words, seqs) => {
  const [first] = loginStory()
  const { updates } = composeReport(sourceOf(writeLog(first ? [first, ...lines] : lines)))
  expect(updates?.notes.map(partsText)).toEqual([words])
  expect(updates?.evidence.map(({ seq }) => seq)).toEqual(seqs)
})

test('what is promised and not yet due is said with its time', () => {
  const [first] = loginStory()
  const { updates } = composeReport(sourceOf(writeLog(first ? [first] : [])))
  expect(updates?.notes.map(partsText)).toEqual(['The first update is due by 14:32:11.'])
})

test('a promise that was open when it was closed is named, and counted neither way', () => {
  const { updates } = told(update('15:00:00', 1, { next: '15:40:00', state: 'fixed_watching' }))
  expect(updates?.line).toBe('No update was due.')
  expect(updates?.notes.map(partsText)).toEqual([
    'The update promised by 15:40 had not come when it was ended.',
  ])
})

test('an update that says over while it went on, or fixed before it was, contradicts the log', () => {
  const soon = told(
    update('14:30:00', 1, { state: 'over' }),
    update('14:10:00', 2, { state: 'fixed_watching', next: '14:40:00' }),
  )
  expect(contradictions(soon)).toEqual([
    '3 Update 1 said at 14:30 that it is over, though it went on until 14:58.',
    '6 Update 2 said at 14:10 that it is fixed, though that was so only at 14:25.',
  ])
  // Closing words in other words are closing words still.
  const corrects = { seq: 18, number: 1 }
  const again = told(
    update('14:30:00', 1, { state: 'over' }),
    update('14:32:00', 2, { state: 'over', corrects }),
  )
  expect(contradictions(again)).toHaveLength(2)
  // Those outside were told that it was not.
  const mended = (one: Partial<Words>) =>
    told(
      update('14:30:00', 1, { state: 'over' }),
      update('14:32:00', 2, { state: 'over', corrects }),
      update('14:34:00', 3, { state: 'cause_found', next: '14:50:00', ...one }),
    )
  expect(contradictions(mended({ corrects: { seq: 20, number: 2 } }))).toEqual([])
  expect(contradictions(mended({}))).toHaveLength(2)
  const intime = told(
    update('14:24:10', 1, { state: 'fixed_watching', next: '14:50:00' }),
    update('14:52:00', 2, { state: 'over' }),
    update('15:10:00', 3, { state: 'over' }),
  )
  expect(contradictions(intime)).toEqual([])
})

test('key moments and the whole log have the words; nothing in them becomes Markdown', () => {
  const report = told(
    update('14:30:00', 1, { headline: 'It is *back*', text: '# Not\n[a](http://b.test)', next: '14:50:00' }),
  )
  expect(report.timeline.find(({ lead }) => lead === 'Update 1')).toMatchObject({
    text: 'Looking into it. It is *back*.',
    key: true,
  })
  const entries = writeLog([
    ...loginStory(),
    update('15:10:00', 1, { text: '# Not\n[a](http://b.test)', next: '15:50:00' }),
  ])
  const row = logRows('Europe/Berlin', at('14:02:11'))({ entries, corrections: [] }).at(-1)
  expect(row).toMatchObject({
    lead: 'Update 1',
    by: 'Jonas Beck',
    text: 'Looking into it. Some cannot log in.',
    body: '\\# Not\n\\[a\\](http://b.test)',
    facts: 'Affected: Login (not working). The next one by 15:50.',
  })
  const text = writeReport(report, 'https://sitrep.example.org')
  expect(text).toContain('## What stakeholders were told')
  expect(text).toContain('| Looking into it | **It is \\*back\\*** \\# Not \\[a\\](http://b.test) |')
})

test('a withdrawn update keeps its place and its promise, without its words', () => {
  const entries = writeLog([...loginStory(), update('15:10:00', 1, { due: '15:00:00', next: '15:50:00' })])
  const { updates } = composeReport(
    sourceOf(
      entries.map((entry) => (entry.type === 'update_published' ? { ...entry, redacted: true } : entry)),
    ),
  )
  expect(updates).toMatchObject({ title: null, rows: [{ withdrawn: true, headline: '', text: '' }] })
  expect(partsText(updates?.rows[0]?.promise?.parts ?? [])).toBe('Due by 15:00, 10\u202fmin late')
})

test('a version that was saved before there were updates reads and prints as it was', () => {
  const { updates: _, ...old } = told()
  const text = writeReport(old, 'https://sitrep.example.org')
  expect(text).not.toContain('stakeholders')
  expect(textsOf({ name: 'report', document: editReport(old, {}), edits: {} }).headline).toBe(old.headline)
})

test('a post of the Commander counts as much as one of the Communications Lead', () => {
  const line = { ...update('14:30:00', 1, { due: '14:32:11', next: '14:50:00' }), by: ines }
  expect(told(line).updates?.tally).toEqual({ due: 1, kept: 1, worstSecondsLate: null })
})

test('a missed update that is still waited for has not come yet', () => {
  const [first] = loginStory()
  const overdue: Line = {
    by: jonas,
    draft: {
      type: 'update_overdue',
      occurredAt: at('14:32:12'),
      payload: { dueAt: at('14:32:11'), kind: 'first' },
    },
  }
  const { updates } = composeReport(sourceOf(writeLog(first ? [first, overdue] : [])))
  expect(updates?.notes.map(partsText)).toEqual([
    'The first update was due by 14:32:11 and has not come yet.',
  ])
})
