/** What holds a report back: what is blank, what contradicts the log, and what is only an update. */
import { expect, test } from 'vitest'
import type { Draft } from '#lib/incident/entries/table.ts'
import type { ActorRef, Answer } from '#lib/incident/incident.ts'
import { composeReport } from './compose.ts'
import { at, ines, jonas, type Line, loginStory, priya, sourceOf, writeLog } from './fixture.ts'

function line(by: ActorRef, time: string, draft: Omit<Draft, 'occurredAt'>): Line {
  // Type and payload stay the pair that they were; only the time is added.
  return { by, draft: { ...draft, occurredAt: at(time) } as Draft }
}

function who(by: ActorRef, time: string, answer: NonNullable<Answer>): Line {
  return line(by, time, { type: 'impact_described', payload: { who: answer } })
}

function solved(solution: string): Line {
  return line(ines, '14:58:30', { type: 'solution_stated', payload: { solution } })
}

/** The gaps of the story with these lines after it; it has none itself. */
function gapsAfter(...lines: Line[]): string[] {
  return gapsOf([...loginStory(), ...lines])
}

function gapsOf(lines: Line[]): string[] {
  return composeReport(sourceOf(writeLog(lines))).gaps.map(
    ({ number, kind, text }) => `${number} ${kind}: ${text}`,
  )
}

test.each([
  ['Rolled web back to v845.', ['The solution names v845, but no deploy of it is in the log.']],
  ['Web is at v84.', ['The solution names v84, but no deploy of it is in the log.']],
  ['Fixed in v1.2.3 and again in v1.2.3.', ['The solution names v1.2.3, but no deploy of it is in the log.']],
  ['Release 2026.5.1 is out.', ['The solution names 2026.5.1, but no deploy of it is in the log.']],
  [
    'The migration `add_index_users` is cancelled.',
    ['The solution names the migration add_index_users, but it is not in the log.'],
  ],
])('what the solution names and the log has not is a contradiction: %s', (solution, texts) => {
  expect(gapsAfter(solved(solution))).toEqual(texts.map((text) => `6 contradiction: ${text}`))
})

test.each([
  'Rolled web back from v847 to v846.',
  'Rolled back V847.',
  'The add_index_sessions_token migration is cancelled.',
  'Clients use the v2 interface again, as on v4 and IPv4.',
  'We deploy 2 more servers, and release 300 places.',
  'The table order_lines has its index back.',
])('what the log tells of, and what is no release, is none: %s', (solution) => {
  expect(gapsAfter(solved(solution))).toEqual([])
})

test('a plan is no deploy, but it may name what is left', () => {
  const decided = (text: string) =>
    line(ines, '14:20:20', { type: 'logged', payload: { kind: 'decision', text, details: {} } })
  const planned = decided('Leave v849, go to v845.')
  expect(gapsAfter(planned, solved('Web went from v849 to v845.'))).toEqual([
    '6 contradiction: The solution names v845, but no deploy of it is in the log.',
  ])
})

test('a deploy whose text was corrected counts as corrected', () => {
  const corrected = line(jonas, '15:00:00', {
    type: 'entry_corrected',
    corrects: 16,
    payload: { field: 'text', text: 'Back to v845 after all.', reason: 'Slip' },
  })
  expect(gapsAfter(corrected, solved('Web is at v845.'))).toEqual([])
})

test('closed before resolved, and closed without having been resolved', () => {
  const early = loginStory().map((one) =>
    one.draft.type === 'status_changed' && one.draft.payload.to === 'closed'
      ? { ...one, draft: { ...one.draft, occurredAt: at('14:50:00') } }
      : one,
  )
  expect(gapsOf(early)).toEqual(['3 contradiction: It was closed at 14:50, before it was resolved at 14:58.'])
  const never = loginStory().filter(
    ({ draft }) => draft.type !== 'status_changed' || draft.payload.to !== 'resolved',
  )
  expect(gapsOf(never)).toEqual(['3 contradiction: It is closed, though it was never resolved.'])
})

test('what is said while the incident goes on is an update, whoever says it', () => {
  const lines = loginStory()
  lines.splice(
    17,
    0,
    who(priya, '14:10:00', { text: 'All customers' }),
    who(jonas, '14:12:00', { text: 'Customers on mobile' }),
  )
  expect(gapsOf(lines)).toEqual([])
})

test('two people who say differently after the end contradict each other, until the Commander settles it', () => {
  const jonasSays = who(jonas, '15:02:00', { text: 'About 1,430 people' })
  const differ =
    '7 contradiction: Two texts of who was impacted differ: 14:58 by Ines Okafor, 15:02 by Jonas Beck. The later one stands.'
  expect(gapsAfter(jonasSays)).toEqual([differ])
  expect(gapsAfter(jonasSays, who(ines, '15:05:00', { text: '1,430 people, Jonas is right' }))).toEqual([])
})

test('who puts right their own words, or adds to those of another, contradicts nobody', () => {
  expect(gapsAfter(who(ines, '15:02:00', { text: 'About 1,430 people' }))).toEqual([])
  const said =
    'Every customer who was not already signed in, on web and mobile. 1,912 login attempts failed, from about 1,340 people.'
  expect(gapsAfter(who(jonas, '15:02:00', { text: `${said} 30 of them called.` }))).toEqual([])
})

test('a text written down late for an earlier time does not silently stand above a newer one', () => {
  const late = { ...who(jonas, '14:20:00', { text: 'Customers on mobile' }), recordedAt: at('15:10:00') }
  expect(gapsAfter(late)).toEqual([
    '7 contradiction: Two texts of who was impacted differ: 14:20 by Jonas Beck, 14:58 by Ines Okafor. The earlier one stands.',
  ])
})

test('a bare "nobody" needs a word when the log, or the next answer, says otherwise', () => {
  expect(gapsAfter(who(ines, '15:02:00', { text: 'Nobody.' }))).toEqual([
    '7 contradiction: Nobody was impacted, it says, though Ines Okafor said at 14:58 who was.',
  ])
  expect(gapsAfter(who(ines, '15:02:00', { text: 'Nobody, the monitor was wrong' }))).toEqual([])
  const never = loginStory().map((one): Line => {
    const { draft } = one
    if (draft.type !== 'impact_described' || !draft.payload.who) return one
    return { ...one, draft: { ...draft, payload: { ...draft.payload, who: { text: 'No customers' } } } }
  })
  expect(gapsOf(never)).toEqual([
    '7 contradiction: Nobody was impacted, it says, though the next answer says how they were.',
  ])
})

test('"not yet known" takes back what was known, and counts as blank, not as a contradiction', () => {
  expect(gapsAfter(who(jonas, '15:02:00', { notYetKnown: true }))).toEqual([
    '7 blank: Who was impacted is not yet known.',
  ])
})
