import { expect, test } from 'vitest'
import { entryActs } from '#components/incident/entry-actions/entry-acts.ts'
import { ines, jonas, priya, stateOf, story } from '#components/incident/story.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { AccountRole } from '#lib/incident/policy.ts'

// Ines commands; entry 8 is the latest status, 5 the latest severity, 6 a finding by Priya, 9 a decision by Ines.
const log = story().slice(0, 9)
const state = stateOf(log)

function acts(seq: number, { as = priya, role = 'member' }: { as?: typeof ines; role?: AccountRole } = {}) {
  return entryActs(log[seq - 1] as Entry, state, { ...as, role }) // the story has them
}

test('words are put right by who wrote them or commands; an observer links alone', () => {
  expect(acts(6)).toEqual(['correct', 'pin'])
  expect(acts(6, { as: jonas })).toEqual(['pin'])
  expect(acts(6, { as: ines })).toEqual(['correct', 'pin'])
  expect(acts(6, { role: 'observer' })).toEqual([])
})

test('the latest change of a field is taken back by its author, the Commander or an admin', () => {
  expect(acts(8, { as: ines })).toEqual(['undo', 'pin'])
  expect(acts(5, { as: ines })).toEqual(['undo', 'pin'])
  expect(acts(8)).toEqual(['pin'])
  expect(acts(8, { as: jonas, role: 'admin' })).toContain('undo')
  // Investigating is not the latest any more, and came by itself.
  expect(acts(3, { as: ines })).toEqual(['pin'])
})

test('an admin takes words out, where there are words', () => {
  expect(acts(6, { as: jonas, role: 'admin' })).toEqual(['correct', 'pin', 'redact'])
  expect(acts(4, { as: jonas, role: 'admin' })).toEqual(['pin'])
})
