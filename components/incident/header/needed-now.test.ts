import { expect, test } from 'vitest'
import { moreActs } from '#components/incident/header/more-acts.ts'
import { neededNow } from '#components/incident/header/needed-now.ts'
import { ines, jonas, priya, stateOf, story } from '#components/incident/story.ts'
import type { AccountRole } from '#lib/incident/policy.ts'

const now = Date.parse('2026-05-14T14:00:00Z')
const after = (count: number) => stateOf(story().slice(0, count))
const labels = (count: number, who: typeof ines, role: AccountRole = 'member') => {
  const { first, second } = neededNow(after(count), { ...who, role })
  return [first?.label ?? null, second?.label ?? null]
}

test.each([
  ['reported: anybody answers first', 1, jonas, ['Acknowledge', 'Take command']],
  ['who has answered takes command', 3, priya, ['Take command', null]],
  ['the Commander moves the incident on', 8, ines, ['Set status…', 'Resolve…']],
  ['a responder who has answered is left alone', 8, priya, [null, null]],
  ['somebody new is asked for an answer', 8, jonas, ['Acknowledge', null]],
  ['resolved: the Commander is led to the report', 12, ines, ['Draft the report', 'Close…']],
  ['resolved: the others read', 12, priya, ['Open the report', null]],
])('%s', (_, count, who, expected) => {
  expect(labels(count, who)).toEqual(expected)
})

test('an observer gets nothing to press but the report', () => {
  const observer = { ...jonas, role: 'observer' as const }
  expect(neededNow(after(3), observer)).toEqual({ first: null, second: null, update: null, spare: [] })
  expect(moreActs(after(3), observer, now)).toMatchObject([{ icon: 'report' }])
})

test('an admin may do what the Commander may, but is not asked to', () => {
  const admin = { ...priya, role: 'admin' as const }
  expect(neededNow(after(8), admin).first).toBeNull()
  expect(moreActs(after(8), admin, now).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Set status…', 'Resolve…', 'Hand over command…']),
  )
})

test('what is rare stands last, for who may: cancel early, merge, reopen for 30 days', () => {
  const more = (count: number, who: typeof ines, at = now) =>
    moreActs(after(count), { ...who, role: 'member' }, at).map(({ label }) => label)
  expect(more(5, ines)).toEqual(expect.arrayContaining(['Merge into another…', 'Cancel…']))
  expect(more(8, ines)).not.toContain('Cancel…')
  expect(more(8, priya)).toContain('Take over command…')
  expect(more(8, priya)).not.toContain('Merge into another…')
  expect(more(12, ines)).toEqual(expect.arrayContaining(['Open the post-mortem', 'Reopen…']))
  expect(more(12, ines, now + 31 * 86_400_000)).not.toContain('Reopen…')
})

test('a word for those outside stands beside the course, and comes first once it is asked for', () => {
  const commander = { ...ines, role: 'member' as const }
  const quiet = after(8)
  expect(neededNow(quiet, commander)).toMatchObject({
    first: { label: 'Set status…' },
    update: { label: 'Send update' },
  })
  const { promise } = quiet.updates
  if (!promise) throw new Error('A SEV1 owes a first update')
  const asked = { ...quiet, updates: { ...quiet.updates, promise: { ...promise, nudged: [5] } } }
  expect(neededNow(asked, commander)).toMatchObject({
    first: { label: 'Send update' },
    second: { label: 'Set status…' },
    update: null,
  })
  // Whoever is not asked writes a draft; an observer nothing.
  const labels = (who: typeof commander | (typeof ines & { role: 'observer' })) =>
    moreActs(asked, who, now).map(({ label }) => label)
  expect(labels({ ...jonas, role: 'member' })).toContain('Write an update…')
  expect(labels({ ...jonas, role: 'observer' })).not.toContain('Write an update…')
})
