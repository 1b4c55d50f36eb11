import { expect, test } from 'vitest'
import { bodyOf, type DeclareForm, emptyForm, problemsOf, reportedAtOf } from '#components/declare/form.ts'
import { parseCommand } from '#lib/incident/commands/table.ts'

const zone = 'Europe/Berlin'
const now = Date.parse('2026-05-14T12:05:00Z') // 14:05 in Berlin
const filled: DeclareForm = {
  ...emptyForm('Mara Lindqvist', false),
  severity: 'SEV1',
  topic: ' Customers cannot log in ',
}

test('the least that can be sent is taken by the door, the headline standing for what was reported', () => {
  const made = bodyOf(filled, zone, now)
  expect(made).toEqual({
    body: {
      topic: 'Customers cannot log in',
      severity: 'SEV1',
      reported: 'Customers cannot log in',
      reportedBy: 'Mara Lindqvist',
      source: 'Staff',
      kind: 'real',
    },
  })
  expect(() => parseCommand({ type: 'declare_incident', ...('body' in made ? made.body : {}) })).not.toThrow()
})

test('a whole form is taken by the door, too', () => {
  const form: DeclareForm = {
    ...{ ...filled, reported: 'Spins', time: '13:55', date: '2026-05-13', affected: 'Some customers' },
    ...{ affectedMore: 'in Poland', isDrill: true },
  }
  const made = bodyOf(form, zone, now)
  expect(made).toMatchObject({
    body: {
      kind: 'drill',
      reportedAt: '2026-05-13T11:55:00.000Z',
      impact: { who: { text: 'Some customers: in Poland' } },
    },
  })
  expect(() => parseCommand({ type: 'declare_incident', ...('body' in made ? made.body : {}) })).not.toThrow()
})

test('each missing field is named', () => {
  const made = bodyOf({ ...emptyForm(' ', false), source: '', time: 'noon' }, zone, now)
  expect(Object.keys('problems' in made ? made.problems : {})).toEqual([
    ...['severity', 'topic', 'reportedBy', 'source', 'reportedAt'],
  ])
})

test.each([
  ['', '', null],
  ['14:02:11', '', '2026-05-14T12:02:11.000Z'],
  ['23:50', '', '2026-05-13T21:50:00.000Z'],
  ['9.30', '2026-05-12', '2026-05-12T07:30:00.000Z'],
  ['14:30', '2026-05-14', 'ahead'],
  ['', '2026-05-12', 'unclear'],
  ['25:00', '', 'unclear'],
])('reported at %j on %j is %j', (time, date, expected) => {
  const at = reportedAtOf({ time, date }, zone, now)
  expect(at instanceof Date ? at.toISOString() : at).toBe(expected)
})

test.each([
  ['Not known yet', '', { notYetKnown: true }],
  ['Not known yet', 'perhaps Poland', { text: 'perhaps Poland' }],
  ['All customers', '', { text: 'All customers' }],
  [null, 'Finance', { text: 'Finance' }],
] as const)('affected %j and %j is %j', (affected, affectedMore, who) => {
  expect(bodyOf({ ...filled, affected, affectedMore }, zone, now)).toMatchObject({
    body: { impact: { who } },
  })
})

test("the server's field names find their fields", () => {
  expect(problemsOf({ topic: 'a', 'impact.who.text': 'b', occurredAt: 'c', type: 'd' })).toEqual({
    problems: { topic: 'a', impact: 'b', reportedAt: 'c' },
    other: ['type: d'],
  })
})
