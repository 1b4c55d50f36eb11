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
        return { entries: all.slice(first - 1, last), corrections: [] }
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
    type: 'runbook_opened',
  } as unknown as Entry
  await confirmed.take([strange])
  expect([asked, outdated()]).toEqual([['snapshot'], 1])
})

test('any part of the log can be loaded, in any order, and once', async () => {
  const { confirmed, asked, seqs } = setUp(9, 12)
  await confirmed.load({ from: 3, to: 5 })
  await Promise.all([confirmed.load({ from: 1, to: 4 }), confirmed.load({ from: 1, to: 4 })])
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 9, 10, 11, 12])
  await confirmed.load({ from: 6, to: 8 })
  expect(seqs()).toEqual(all.map(({ seq }) => seq))
  expect(asked).toEqual(['3-5', '1-4', '1-4', '6-8'])
})

test('words that were redacted are not kept: the entry and the state are asked for anew', async () => {
  const { confirmed, asked, seqs } = setUp(1, all.length)
  const pinned = { seq: 6, at: at('12:09:40'), sentence: 'Finding' }
  const pin = write(all, priya, { type: 'entry_pinned', occurredAt: at('13:00:00'), payload: pinned })
  const redaction = write([...all, pin], priya, {
    ...{
      type: 'entry_redacted',
      occurredAt: at('13:01:00'),
      corrects: 6,
      payload: { reason: 'A password', alsoIn: [] },
    },
  })
  await confirmed.take([pin])
  const taken = confirmed.take([redaction])
  const left = all.map(({ seq }) => seq).filter((seq) => seq !== 6 && seq !== 10)
  expect(seqs()).toEqual([...left, redaction.seq])
  await taken
  await expect.poll(() => asked).toEqual(['snapshot', '6-6', '10-10', '13-13'])
})
