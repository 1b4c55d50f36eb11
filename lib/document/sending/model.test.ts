import { expect, test } from 'vitest'
import type { SavedVersion } from '#lib/document/model.ts'
import type { SendChoice } from '#lib/stakeholder/model.ts'
import { changesSince, chosenOf, nobodyChosen, whoGot, without, withPeople } from './model.ts'

const person = (id: string, group: string | null = null, more: Partial<SendChoice> = {}): SendChoice => {
  return { id, name: id, email: `${id}@example.org`, group, suppressed: null, ...more }
}
const beginning = [
  person('ada', 'Board'),
  person('bea', 'Board'),
  person('cem'),
  person('dora', 'Sales', { suppressed: 'bounced' }),
]

test('a group of several is a row that opens, a group of one is that person; the suppressed are left out', () => {
  const chosen = chosenOf(beginning, nobodyChosen)
  expect(chosen.rows.map(({ group, members }) => [group, members.length])).toEqual([
    ['Board', 2],
    [null, 1],
    [null, 1],
  ])
  expect(chosen.ids).toEqual(['ada', 'bea', 'cem'])
  expect(chosen.suppressed.map(({ id }) => id)).toEqual(['dora'])
})

test('who is left out can be put back; who was added is gone when left out', () => {
  const added = withPeople(nobodyChosen, [person('eve'), person('eve'), person('ada', 'Board')])
  expect(chosenOf(beginning, added).ids).toEqual(['ada', 'bea', 'cem', 'eve'])
  const fewer = without(added, ['eve', 'ada', 'bea'])
  expect(chosenOf(beginning, fewer)).toMatchObject({
    ids: ['cem'],
    left: [{ id: 'ada' }, { id: 'bea' }],
  })
  expect(chosenOf(beginning, withPeople(fewer, [person('bea', 'Board')])).ids).toEqual(['bea', 'cem'])
})

const saved = (version: number, why: string): SavedVersion => {
  return { version, why, hash: '', by: 'Ines', at: '2026-05-14T12:00:00.000Z', seq: version }
}

test('what changed is told by the versions since, the oldest first', () => {
  const versions = [
    saved(4, 'Counts mended'),
    saved(3, 'Cause in plain words'),
    saved(2, 'Sent'),
    saved(1, 'x'),
  ]
  expect(changesSince(versions, 2)).toBe('- Cause in plain words\n- Counts mended')
  expect(changesSince(versions, 3)).toBe('Counts mended')
  expect(changesSince(versions, 4)).toBe('')
})

test('the same people are those of that document, although the other one counts its versions alike', () => {
  const sent = (kind: string, id: string) => ({ kind, version: 1, recipient: { id } })
  const rows = [sent('report', 'ada'), sent('post_mortem', 'bea'), sent('test', 'cem'), sent('report', 'ada')]
  expect(whoGot({ kind: 'report', version: 1 }, rows)).toEqual(['ada'])
  expect(whoGot({ kind: 'post_mortem', version: 1 }, rows)).toEqual(['bea'])
  expect(whoGot({ kind: 'report', version: 2 }, rows)).toEqual([])
  expect(whoGot(null, rows)).toEqual([])
})
