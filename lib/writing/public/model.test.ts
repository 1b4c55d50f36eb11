import { expect, test } from 'vitest'
import {
  checkPublicName,
  checkPublicWriting,
  foundWords,
  isWordOfTheHouse,
  type PublicMarkKind,
} from './model.ts'

const context = {
  names: ['Tomasz Wójcik', 'Ines Okafor', 'Will Young'],
  internal: [
    'sessions-db',
    'checkout',
    'billing.worker',
    'API/v2',
    'order queue 2',
    'worker',
    'jobs (new).*',
  ],
}

const marked: [string, PublicMarkKind, string][] = [
  ['We asked Tomasz to look.', 'name', 'Tomasz'],
  ['We asked Tomasz Wójcik to look.', 'name', 'Tomasz Wójcik'],
  ['It was Ines’s idea.', 'name', 'Ines’s'],
  ['Tomasz broke the login.', 'blame', 'Tomasz broke'],
  ['It was human error.', 'blame', 'human error'],
  ['The alert should have fired.', 'counterfactual', 'should have'],
  ['See INC-142 for more.', 'ref', 'INC-142'],
  ['This is drill-7.', 'ref', 'drill-7'],
  ['We rolled back v847.', 'version', 'v847'],
  ['We rolled back to 1.2.3 today.', 'version', '1.2.3'],
  ['It came with version 12.', 'version', 'version 12'],
  ['The problem is at AWS.', 'vendor', 'AWS'],
  ['The problem is at Heroku’s side.', 'vendor', 'Heroku’s'],
  ['Our postgres was locked.', 'vendor', 'postgres'],
  ['We wait for Google.', 'vendor', 'Google'],
  ['We see it in New Relic.', 'vendor', 'New Relic'],
  ['The sessions-db was locked.', 'internal', 'sessions-db'],
  ['Sessions-DB’s lock is gone.', 'internal', 'Sessions-DB'],
  ['The billing.worker stands still.', 'internal', 'billing.worker'],
  ['Calls to api/v2 fail.', 'internal', 'api/v2'],
  ['Order\nqueue 2 is full.', 'internal', 'Order\nqueue 2'],
  ['The jobs (new).* run again.', 'internal', 'jobs (new).*'],
  ['The table login_tokens was locked.', 'internal', 'login_tokens'],
  ['Login p95 is 380 ms.', 'internal', 'p95'],
  ['The call `flush` was slow.', 'internal', '`flush`'],
  ['Read https://status.test/1 for more.', 'address', 'https://status.test/1'],
  ['Write to ines@northfield.example about it.', 'address', 'ines@northfield.example'],
]

test.each(marked)('marks: %s', (text, kind, passage) => {
  expect(
    checkPublicWriting(text, context).map((mark) => [mark.kind, text.slice(mark.from, mark.to)]),
  ).toEqual([[kind, passage]])
})

test.each([
  'Logins have been normal for 12 minutes. Support has had no new tickets about login since 14:27 CEST.',
  'It took 2.5 hours.',
  'Since 14.05.2026 at 9:05 it works.',
  'Will it come back? We think not.',
  'We will say more by 14:55.',
  'Logging in takes longer than usual.',
  'Some orders stripe across two pages.',
  'The page slack was noticed.',
  'Not all customers see it.',
  'Our coworkers look into it.',
  'The order queue 23 stands.',
])('leaves alone: %s', (text) => {
  expect(checkPublicWriting(text, context)).toEqual([])
})

test.each([
  ['Stripe', 'vendor', 'Stripe'],
  ['Slack messages', 'vendor', 'Slack'],
  ['INC-7', 'ref', 'INC-7'],
  ['sessions-db', 'internal', 'sessions-db'],
  ['Ines', 'name', 'Ines'],
  ['Will', 'name', 'Will'],
])('marks, as the name of what is affected: %s', (name, kind, passage) => {
  const found = checkPublicName(name, context).map((mark) => [mark.kind, name.slice(mark.from, mark.to)])
  expect(found).toEqual([[kind, passage]])
})

test.each(['Login', 'Orders already placed', 'stripe of the map', 'The app (iPhone)'])(
  'leaves alone, as the name of what is affected: %s',
  (name) => {
    expect(checkPublicName(name, context)).toEqual([])
  },
)

test('a word of the house is one that nobody outside would write', () => {
  const names = [
    'login',
    'Orders',
    'été',
    'sessions-db',
    'login_tokens',
    'auth.internal',
    'eu/west',
    's3',
    'authService',
  ]
  expect(names.filter(isWordOfTheHouse)).toEqual(names.slice(3))
})

test('none lies over another, and what was found is said in a line', () => {
  const marks = checkPublicWriting('Tomasz Wójcik and Ines rolled v847 back to v846 on AWS.', context)
  expect(marks.map(({ kind }) => kind)).toEqual(['name', 'name', 'version', 'version', 'vendor'])
  expect(foundWords(marks)).toBe('2 names, 2 versions and 1 vendor found.')
  expect(foundWords([])).toBeNull()
})

test.each(['a', 'a_', '1.', 'v1.', 'Tomasz ', '`', 'a@', 'a.', 'www.', 'version ', '_', 'a('])(
  '10,000 characters of %j take no time',
  (piece) => {
    const text = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000)
    // Its own work, however busy the machine is with others'.
    const from = process.cpuUsage()
    checkPublicWriting(text, context)
    expect(process.cpuUsage(from).user).toBeLessThan(4_000_000)
  },
)
