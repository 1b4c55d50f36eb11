import { expect, test } from 'vitest'
import { followUpsAddress, isNarrowed, viewOf } from './address.ts'

test.each([
  [{}, '/follow-ups', 'all', false],
  [{ owner: 'me' }, '/follow-ups?owner=me', 'mine', false],
  [{ due: 'overdue' }, '/follow-ups?due=overdue', 'overdue', false],
  [{ owner: 'none' }, '/follow-ups?owner=none', null, true],
  [{ owner: 'me', due: 'overdue' }, '/follow-ups?owner=me&due=overdue', null, false],
  [
    { q: '100 %', state: 'all', incident: 'INC-1' },
    '/follow-ups?q=100+%25&state=all&incident=INC-1',
    'all',
    true,
  ],
] as const)('%j', (query, address, view, narrowed) => {
  expect([followUpsAddress(query), viewOf(query), isNarrowed(query)]).toEqual([address, view, narrowed])
})
