import { expect, test } from 'vitest'
import { at, priya, stateOf, story, write } from '#components/incident/story.ts'
import { createConfirmed } from '#components/live/confirmed.ts'
import type { Snapshot } from '#components/live/snapshot.ts'
import { measure } from '#lib/incident/clock.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

const all = story()

function snapshot(from: number, to: number): Snapshot {
  const state = stateOf(all.slice(0, to))
  return { entries: all.slice(from - 1, to), incident: { ...state, headHash: '', metrics: measure(state) } }
}

/** A store that begins with entries `from` to `to`, and a server that knows the whole story. */
function setUp(from: number, to: number) {
  const asked: string[] = []
  let outdated = 0
  const confirmed = createConfirmed({
    initial: snapshot(from, to),
    onSignedOut: () => undefined,
    onOutdated: () => outdated++,
    ask: {
      snapshot: async () => {
        asked.push('snapshot')
        return snapshot(from, all.length)
      },
      range: async (_, first, last) => {
        asked.push(`${first}-${last}`)
        return all.slice(first - 1, last)
      },
    },
  })
  const seqs = () => confirmed.get().entries.map(({ seq }) => seq)
  return { confirmed, asked, seqs, outdated: () => outdated }
}

test('entries in order are folded, repeated ones ignored, nothing is asked', async () => {
  const { confirmed, asked, seqs } = setUp(1, 4)
  await confirmed.take(all.slice(2, 6))
  await confirmed.take(all.slice(4, 5))
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 6])
  expect(confirmed.get().incident).toEqual({ ...snapshot(1, 6).incident, headHash: 'hash-6' })
  expect(asked).toEqual([])
})

test('a gap is filled by asking once, however many entries show it', async () => {
  const { confirmed, asked, seqs } = setUp(1, 4)
  await Promise.all([confirmed.take(all.slice(7, 8)), confirmed.take(all.slice(8, 9))])
  expect(asked).toEqual(['snapshot'])
  expect(seqs()).toEqual(all.map(({ seq }) => seq))
})

test('an entry of a kind that is not known here is fetched, and a reload offered', async () => {
  const { confirmed, asked, outdated } = setUp(1, 4)
  // What a newer server would send.
  const strange = {
    ...write(all.slice(0, 4), priya, { type: 'acknowledged', occurredAt: at('12:30:00'), payload: {} }),
    type: 'update_published',
  } as unknown as Entry
  await confirmed.take([strange])
  expect([asked, outdated()]).toEqual([['snapshot'], 1])
})

test('older entries come in front, down to the one that was asked for', async () => {
  const { confirmed, asked, seqs } = setUp(9, 12)
  await confirmed.loadOlder(3)
  expect(asked).toEqual(['1-8'])
  expect(seqs()).toEqual(all.map(({ seq }) => seq))
  await confirmed.loadOlder()
  expect(asked).toHaveLength(1)
})
