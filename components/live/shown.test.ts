import { expect, test } from 'vitest'
import { at, ines, priya, stateOf, story, write } from '#components/incident/story.ts'
import type { Pending } from '#components/live/pending.ts'
import { showPending } from '#components/live/shown.ts'
import { append, type Snapshot } from '#components/live/snapshot.ts'
import { measure } from '#lib/incident/clock.ts'
import { decide } from '#lib/incident/decide.ts'

const known = { actor: { ...ines, role: 'member' as const }, person: () => null }

function snapshot(count: number): Snapshot {
  const entries = story().slice(0, count)
  const state = stateOf(entries)
  return { entries, incident: { ...state, headHash: '', metrics: measure(state) } }
}

function pending(key: string, input: Pending['input'], time = '12:30:00'): Pending {
  return { key, ref: 'INC-1', input, at: at(time), state: 'sending' }
}

test('a pending command shows at once, marked, and changes the state', () => {
  const shown = showPending(
    snapshot(8),
    [pending('k', { type: 'set_status', status: 'monitoring' })],
    known,
    decide,
  )
  expect(shown.incident.status).toBe('monitoring')
  // The first update was due by then, which SitRep notes before the course goes on.
  expect(shown.entries.slice(-2)).toMatchObject([
    { seq: 9, type: 'update_overdue', actor: { name: 'SitRep' }, pending: { key: 'k' } },
    { seq: 10, type: 'status_changed', pending: { key: 'k' } },
  ])
})

test('until the rules of commands are loaded, nothing is decided', () => {
  const command = pending('k', { type: 'set_status', status: 'monitoring' })
  const shown = showPending(snapshot(8), [command], known, null)
  expect([shown.incident.status, shown.undecided]).toEqual(['identified', [command]])
})

test('later pending commands are decided on top of earlier ones', () => {
  const shown = showPending(
    snapshot(8),
    [
      pending('a', { type: 'set_status', status: 'monitoring' }),
      pending('b', { type: 'set_status', status: 'investigating', reason: 'It came back' }, '12:31:00'),
    ],
    known,
    decide,
  )
  expect(shown.incident.statuses.map(({ status }) => status)).toEqual([
    'reported',
    'investigating',
    'identified',
    'monitoring',
    'investigating',
  ])
})

test('what oneself has just done is no change by somebody else, decided or in the log already', () => {
  const before = snapshot(8)
  const first = pending('a', { type: 'set_status', status: 'monitoring' })
  const second = pending(
    'b',
    { type: 'set_status', status: 'investigating', reason: 'It came back', basedOn: 8 },
    '12:31:00',
  )
  expect(showPending(before, [first, second], known, decide).undecided).toEqual([])
  const mine = {
    ...write(before.entries, ines, {
      type: 'status_changed',
      occurredAt: at('12:30:00'),
      payload: { from: 'identified', to: 'monitoring', reason: null },
    }),
    commandId: 'a',
  }
  const after = append(before, mine)
  if (!after) throw new Error('The entry follows')
  expect(showPending(after, [first, second], known, decide).undecided).toEqual([])
  // Without a command of one's own on its way it was somebody else's.
  expect(showPending(after, [second], known, decide).undecided).toEqual([second])
})

test('an entry of the log with the command of a pending one stands in for it', () => {
  const before = snapshot(8)
  const mine = {
    ...write(before.entries, ines, {
      type: 'logged',
      occurredAt: at('12:30:00'),
      payload: { kind: 'note', text: 'Hi' },
    }),
    commandId: 'k',
  }
  const after = append(before, mine)
  if (!after) throw new Error('The entry follows')
  const shown = showPending(after, [pending('k', { type: 'log', kind: 'note', text: 'Hi' })], known, decide)
  expect(shown.entries.filter(({ commandId }) => commandId === 'k')).toEqual([mine])
})

test('what the state refuses is not drawn as if it had happened', () => {
  const other = { ...known, actor: { ...priya, role: 'member' as const } }
  const command = pending('k', { type: 'set_status', status: 'monitoring' })
  const shown = showPending(snapshot(8), [command], other, decide)
  expect(shown.entries).toHaveLength(8)
  expect(shown.undecided).toEqual([command])
})

test('a snapshot takes the next entry, ignores a seen one and sees a gap', () => {
  const [six, seven, eight] = [snapshot(6), story()[6], story()[7]]
  if (!seven || !eight) throw new Error('The story is longer')
  expect(append(six, eight)).toBeNull()
  expect(append(six, story()[5] ?? seven)).toBe(six)
  expect(append(six, seven)?.incident.seq).toBe(7)
})
