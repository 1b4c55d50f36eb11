import { expect, test } from 'vitest'
import { type Candidate, fitting } from './match.ts'

const lock: Candidate = {
  title: 'Set lock_timeout for every migration',
  topic: 'Customers cannot log in after the sessions migration',
  labels: ['component:sessions', 'cause:migration'],
}
const alarm: Candidate = {
  title: 'Alert when connections pass 80 % of the limit',
  topic: 'Customers cannot log in',
  labels: ['component:postgres'],
}
const phone: Candidate = {
  title: 'Second phone number for on call',
  topic: 'Nobody answered the page',
  labels: [],
}
const all = [lock, alarm, phone]

test.each<[string, string[], Candidate[]]>([
  // Words of the title.
  ['Database connections at their limit', [], [alarm]],
  // Words of its incident's topic, singular for plural.
  ['Session logins hang during a migration', [], [lock]],
  // A label typed as a word.
  ['Postgres connections refused', [], [alarm]],
  // One word and one label in common.
  ['Migration is stuck', ['component:sessions'], [lock]],
  ['Second phone rings at night', [], [phone]],
  // No telling word in the topic: a label whose name stands in the title, or two labels.
  ['Customers cannot log in', ['cause:migration'], [lock]],
  ['Customers cannot log in', ['component:sessions', 'cause:migration'], [lock]],
  ['Customers cannot log in', ['component:sessions'], []],
  // Words that stand everywhere fit nothing.
  ['Customers cannot open their invoices', [], []],
  ['Nobody can work, the page is down', [], []],
  // One word in common is chance, whatever the label is when no word fits.
  ['Migration', [], []],
  ['Checkout shows an empty basket', ['component:sessions'], []],
  // Two words among many are chance too.
  [
    'Printers in the northern warehouse jam whenever long labels arrive while connections reach their limit',
    [],
    [],
  ],
  ['', [], []],
  ['…', ['component:sessions'], []],
])('%j %j', (topic, labels, expected) => {
  expect(fitting({ topic, labels }, all)).toEqual(expected)
})

test('the title’s own words are nearer than those of its incident; three at most', () => {
  const near = { title: 'Raise the connections limit', topic: 'Slow pages', labels: [] }
  const far = { title: 'Write it down', topic: 'Connections at the limit', labels: [] }
  expect(fitting({ topic: 'Connections limit reached', labels: [] }, [far, near])).toEqual([near, far])
  expect(fitting({ topic: 'Connections limit reached', labels: [] }, Array(9).fill(near))).toHaveLength(3)
})
