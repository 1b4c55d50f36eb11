import { expect, test } from 'vitest'
import { groupsOf, type Item, type Offer, readTyped } from './items.ts'

const place = (says: string): Item => ({ id: says, mark: 'place', says, href: `/${says}` })
const offer: Offer = {
  open: [
    { ref: 'INC-142', topic: 'Customers cannot log in', severity: 'SEV1', kind: 'real', since: 1 },
    { ref: 'INC-141', topic: 'Label queue is slow', severity: 'SEV3', kind: 'real', since: 1 },
  ],
  found: [
    {
      ref: 'INC-142',
      topic: 'Customers cannot log in',
      severity: 'SEV1',
      kind: 'real',
      status: 'monitoring',
    },
    { ref: 'INC-119', topic: 'Login loops', severity: 'SEV1', kind: 'real', status: 'closed' },
  ],
  actions: [{ says: 'Write to the log', keys: 'l', run: () => undefined }],
  always: [
    { id: 'declare', mark: 'declare', says: 'Declare an incident', href: '/declare' },
    { id: 'dark', mark: 'theme', says: 'Theme: dark', isAside: true, run: () => undefined },
  ],
  places: [place('Now'), place('Reports')],
  people: [{ id: 'p', mark: 'person', name: 'Logan Reed', says: 'Logan Reed', href: '/settings/people' }],
}
const shown = (typed: string, given: Partial<Offer> = {}) =>
  groupsOf(typed, { ...offer, ...given }).map(({ name, items }) => [name, ...items.map(({ says }) => says)])

test('before anything is typed: open incidents, what can be done, places, and no people', () => {
  expect(shown('')).toEqual([
    ['Incidents', 'Customers cannot log in', 'Label queue is slow'],
    ['Do', 'Write to the log', 'Declare an incident'],
    ['Go to', 'Now', 'Reports'],
  ])
})

test('what is typed narrows every group; open incidents stand before those that were found, each once', () => {
  expect(shown('log')).toEqual([
    ['Incidents', 'Customers cannot log in', 'Login loops'],
    ['Do', 'Write to the log'],
    ['People', 'Logan Reed'],
  ])
})

test('an open incident whose log holds the word is found though its topic does not', () => {
  const found = [{ ref: 'INC-141', topic: 'Label queue is slow', severity: 'SEV3', kind: 'real' } as const]
  expect(shown('printer', { found })).toEqual([['Incidents', 'Label queue is slow']])
})

test('> asks for what can be done alone, # for incidents alone', () => {
  expect(shown('>')).toEqual([['Do', 'Write to the log', 'Declare an incident', 'Theme: dark']])
  expect(shown('# log').map(([name]) => name)).toEqual(['Incidents'])
  expect(shown('#142')).toEqual([['Incidents', 'Customers cannot log in', 'Login loops']])
  expect(readTyped('  >write ')).toEqual({ only: '>', text: 'write' })
})

test('nothing that fits is no group at all', () => {
  expect(shown('zzz', { found: [] })).toEqual([])
})
