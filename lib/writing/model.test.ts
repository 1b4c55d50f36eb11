import fc from 'fast-check'
import { expect, test } from 'vitest'
import { around, checkWriting, type MarkKind } from './model.ts'

const names = ['Tomasz Wójcik', 'Ines Okafor', 'Will Young', 'Jo Li', 'Anne-Marie O’Neill', '王 伟']
const context = { names, impactWasPartial: true }

/** Text, kind, and what of it is marked. */
const marked: [string, MarkKind, string][] = [
  // What did not happen.
  ['The alert should have fired at once.', 'counterfactual', 'should have'],
  ['We could have caught it in staging.', 'counterfactual', 'could have'],
  ['We could easily have caught it.', 'counterfactual', 'could easily have'],
  ['It would never have reached production.', 'counterfactual', 'would never have'],
  ['We shouldn’t have released on a Friday.', 'counterfactual', 'shouldn’t have'],
  ['The check was run later than it should have.', 'counterfactual', 'should have'],
  ['Somebody should’ve asked.', 'counterfactual', 'should’ve'],
  ['Should we have waited?', 'counterfactual', 'Should we have'],
  ['The team ought to have known.', 'counterfactual', 'ought to have'],
  ['It *should have* been tested.', 'counterfactual', 'should have'],
  ['If only we had a second node.', 'counterfactual', 'If only'],
  ['If only the alert had fired.', 'counterfactual', 'If only'],
  ['The team failed to notice the graph.', 'counterfactual', 'failed to notice'],
  ['We failed to test the way back.', 'counterfactual', 'failed to test'],
  ['Ines failed to escalate.', 'blame', 'Ines failed'],
  ['They neglected to write it down.', 'counterfactual', 'neglected to'],
  ['Had the alert been set, the lock was seen at once.', 'counterfactual', 'Had the alert been'],
  ['It was shorter had we known.', 'counterfactual', 'had we known'],
  ['Had Tomasz been told, he waits.', 'counterfactual', 'Had Tomasz been'],
  ['If the index had been built in parts, nothing locks.', 'counterfactual', 'If the index had been'],
  ['If we had not already released it, all is well.', 'counterfactual', 'If we had not already released'],
  ['The team didn’t notice for nine minutes.', 'counterfactual', 'didn’t notice'],
  ['We did not check the staging data.', 'counterfactual', 'did not check'],
  ['Nobody realised it, and we never considered it.', 'counterfactual', 'never considered'],
  ['In hindsight the lock was obvious.', 'counterfactual', 'In hindsight'],
  ['I wish we had more alerts.', 'counterfactual', 'wish we had'],
  ['The page was supposed to reach the secondary.', 'counterfactual', 'was supposed to'],
  // A fault laid on somebody.
  ['The cause was human error.', 'human_error', 'human error'],
  ['Root cause: operator error', 'human_error', 'operator error'],
  ['It was a mistake by the night shift.', 'human_error', 'mistake by'],
  ['An error by the engineer started it.', 'human_error', 'error by the engineer'],
  ['The careless change went out.', 'human_error', 'careless'],
  ['It was rolled out negligently.', 'human_error', 'negligently'],
  ['The deploy was fat-fingered.', 'human_error', 'fat-fingered'],
  ['Nobody else was at fault.', 'human_error', 'at fault'],
  ['The vendor is to blame.', 'human_error', 'is to blame'],
  ['It was their mistake.', 'human_error', 'their mistake'],
  ['The engineer’s mistake took an hour.', 'human_error', 'engineer’s mistake'],
  // By name.
  ['Tomasz broke the login.', 'blame', 'Tomasz broke'],
  ['Tomasz Wójcik accidentally misconfigured the pool.', 'blame', 'Tomasz Wójcik accidentally misconfigured'],
  ['Wójcik forgot the timeout.', 'blame', 'Wójcik forgot'],
  ['Then **Tomasz** caused a lock.', 'blame', 'Tomasz** caused'],
  ['The pool was broken by Tomasz.', 'blame', 'broken by Tomasz'],
  ['The flag, forgotten by Ines Okafor, stayed on.', 'blame', 'forgotten by Ines Okafor'],
  ['Ines has ignored two pages.', 'blame', 'Ines has ignored'],
  ['Tomasz took down the database.', 'blame', 'Tomasz took down'],
  ['The primary was taken down by Tomasz.', 'blame', 'taken down by Tomasz'],
  ['Tomasz’s mistake cost an hour.', 'blame', 'Tomasz’s mistake'],
  ['It happened because of Ines.', 'blame', 'because of Ines'],
  ['The others blamed Ines Okafor.', 'blame', 'blamed Ines Okafor'],
  ['Anne-Marie messed up the cut-over.', 'blame', 'Anne-Marie messed'],
  ['Will failed the hand-over.', 'blame', 'Will failed'],
  // A time without its zone.
  ['Logins failed from 14:05 on.', 'time_without_zone', '14:05'],
  ['At 9:05:30 the deploy went out.', 'time_without_zone', '9:05:30'],
  ['Between 14:05-14:20 nothing worked.', 'time_without_zone', '14:05'],
  ['At 14:05 CEST it began. At 14:20 it ended.', 'time_without_zone', '14:20'],
  ['- 14:02 CEST reported\n- 14:05 raised', 'time_without_zone', '14:05'],
  // More than was lost.
  ['The outage took an hour.', 'outage', 'outage'],
  ['The shop was down.', 'outage', 'was down'],
  ['The shop went completely down for an hour.', 'outage', 'went completely down'],
  ['We had 32 minutes of downtime.', 'outage', 'downtime'],
]

test.each(marked)('marks: %s', (text, kind, passage) => {
  const marks = checkWriting(text, context)
  expect(marks.map((mark) => [mark.kind, text.slice(mark.from, mark.to)])).toEqual([[kind, passage]])
  expect(marks[0]?.says).toMatch(/^[A-Z].*\.$/)
})

test.each([
  'Every migration should have a lock timeout.',
  'The page could have two columns.',
  'Orders may have been doubled.',
  'The job must have run twice.',
  'v847 had been released before.',
  'The impact had begun at 13:53 CEST.',
  'The team had to restart it twice.',
  'We restarted it if only one replica was up.',
  'We checked if the index had been built.',
  'The pods failed to start.',
  'The client failed to connect, then tried again.',
  'Customers did not notice.',
  'The job did not check the schema.',
  'Signed-in customers never saw it.',
  'It did not pay off.',
  'We had known limits written down.',
  'The API answered 500, an error by design.',
  'Errors by region are on the graph.',
  'A page fault was logged.',
  '`git blame` shows the line.',
  'Human factors were discussed.',
  'Lazy loading was switched off.',
  'Tomasz found the lock.',
  'Tomasz rolled back v847.',
  'Tomasz Wójcik cancelled the migration that broke the login.',
  'Tomasz failed over the database.',
  'Tomasz broke down the work into three parts.',
  'Tomasz was missed by the pager.',
  'Ines was responsible for command.',
  'The migration broke the login.',
  'The login was broken by the migration.',
  'It was broken by Tomasz’s migration window.',
  'It will cause a lock, will failed jobs run again?',
  'We told Tomasz. Failed jobs ran again.',
  'It began at 14:05 CEST.',
  'It began at 14:05 UTC+2 and ended 14:20.',
  'It began at 14:05 +02:00.',
  'From 2026-05-14T14:05:12+02:00 on.',
  'From 14:05Z on.',
  'At 14:05 Europe/Berlin it began.',
  'At 14:05 Berlin time it began.',
  'Times are Central European Summer Time (UTC+2).\n\n- 14:05 raised\n- 14:20 decided',
  'At 14:05\nCEST it began.',
  'A ratio of 3:1, and T+03 to T+1:43.',
  'A ratio of 3:10 was seen.',
  'Version 1.14:05 and image web:14:05 are not times.',
  'It took 1:30 h.',
  'See `14:05` in the log.',
  '```\n14:05 should have been human error\n```',
  'See [14:05 decision](https://sitrep.test/incidents/INC-1#entry-4).',
  'See https://grafana.test/d/14:05 for more.',
  '> Tomasz broke it at 14:05, said the reporter.',
  'The reporter said “the site is down, human error”.',
  'The reporter said "you should have asked at 14:05".',
  'The replicas went down to three.',
  'We shut down one node and scaled down the pool.',
  'It is written down.',
])('leaves alone: %s', (text) => {
  expect(checkWriting(text, context)).toEqual([])
})

test('an outage is an outage when nothing worked', () => {
  expect(
    checkWriting('The outage took an hour; the shop was down.', { names, impactWasPartial: false }),
  ).toEqual([])
})

test('nobody is called anything: no name, no blame', () => {
  expect(checkWriting('Tomasz broke the login.', { names: [], impactWasPartial: false })).toEqual([])
})

test('marks lie inside the text, in order, and none over another', () => {
  const pieces = fc.constantFrom(
    ...marked.map(([text]) => text),
    ...names,
    ...'should have been had the we broke by Tomasz failed to notice if only human error 14:05 CEST down outage was'.split(
      ' ',
    ),
    ...[
      '“',
      '”',
      '"',
      '`',
      '``',
      '```',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '[',
      '](',
      ')',
      '*',
      '.',
      ', ',
      '’s',
      '👩‍🚒',
      'é',
      '\u0301',
      '\r',
    ],
  )
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join(' ')),
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      let end = 0
      for (const { from, to } of checkWriting(text, context)) {
        expect(from).toBeGreaterThanOrEqual(end)
        expect(to).toBeGreaterThan(from)
        expect(text.slice(from, to)).toBe(text.slice(from, to).trim())
        end = to
      }
      expect(end).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ...[
    'should ',
    'had the ',
    'if only ',
    'if the a ',
    'Tomasz ',
    '`',
    '` `` ',
    '[',
    '[a](',
    '](',
    '"',
    '“',
    '„',
    '«',
    '> ',
    '```\n',
  ],
  ...[
    '14:05 ',
    '14:05 h ',
    '1',
    '14:',
    '12:0',
    'a.',
    '.\n',
    '\n',
    ' ',
    '-',
    '- \n',
    '*',
    '_ ',
    'times are ',
    'https://',
    'a-',
    "a'",
    'é',
    '\u0301',
    '\t\n',
    'was ',
    'by ',
  ],
])('20,000 characters of %j take no time', (piece) => {
  const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000)
  // Its own work, however busy the machine is with others'.
  const from = process.cpuUsage()
  checkWriting(text, context)
  checkWriting(`${text}!`, context)
  expect(process.cpuUsage(from).user).toBeLessThan(4_000_000)
})

test('the words around a mark are cut at spaces', () => {
  const text = `${'word '.repeat(30)}should have fired ${'word '.repeat(30)}`
  const from = text.indexOf('should')
  expect(around(text, { from, to: from + 11 })).toMatch(/^…(word )+should have fired (word ?)+…$/)
  expect(around('It should have.', { from: 3, to: 14 })).toBe('It should have.')
})
