import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWriting, type Draft, type KeptDraft, type SaveAnswer } from '#components/document/writing.ts'
import type { WorkingSection } from '#lib/document/model.ts'

const log = 'The log says so.'
const editedAt = '2026-05-14T12:36:00.000Z'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** As long as nothing waits for a clock. */
const turns = () => vi.advanceTimersByTimeAsync(0)

function saved(revision: number, text: string | null, by = 'Ines Okafor'): WorkingSection {
  return { section: 'answer_6', revision, text, composedThen: log, editedBy: by, editedAt }
}

/** A server that compares revisions, and the disk of one browser. */
function aPlace(first: WorkingSection | null = null) {
  let stored = first
  const disk = new Map<string, Draft>()
  let isReachable = true
  let answer: SaveAnswer | null = null
  const sent: Draft[] = []
  return {
    disk,
    sent,
    stored: () => stored,
    reach: (reachable: boolean) => {
      isReachable = reachable
    },
    answerWith: (next: SaveAnswer | null) => {
      answer = next
    },
    saveAs: (text: string, by: string) => {
      stored = saved((stored?.revision ?? 0) + 1, text, by)
    },
    open(tab: string, kept: KeptDraft | null = null, composed = log) {
      return createWriting(
        { server: stored, composed, kept },
        {
          send: async (draft): Promise<SaveAnswer> => {
            sent.push(draft)
            await Promise.resolve()
            if (!isReachable) return { kind: 'unreachable' }
            if (answer) return answer
            if (stored && stored.revision !== draft.revision) return { kind: 'conflict', theirs: stored }
            stored = { ...saved(draft.revision + 1, draft.text, tab), composedThen: draft.composedThen }
            return { kind: 'saved', section: stored }
          },
          keep: (draft) => {
            disk.set(tab, draft)
            return true
          },
          forget: (text) => {
            for (const [key, draft] of disk) if (key === tab || draft.text === text) disk.delete(key)
          },
        },
      )
    },
  }
}

test('what is typed is kept at once and saved when no key follows for a second', async () => {
  const place = aPlace()
  const writing = place.open('Ines Okafor')
  writing.write('We rolled')
  expect(place.disk.get('Ines Okafor')?.text).toBe('We rolled')
  await vi.advanceTimersByTimeAsync(900)
  writing.write('We rolled back.')
  await vi.advanceTimersByTimeAsync(900)
  expect(place.sent).toEqual([])
  expect(writing.get().step).toBe('typed')
  await vi.advanceTimersByTimeAsync(200)
  expect(place.sent).toEqual([{ revision: 0, text: 'We rolled back.', composedThen: log }])
  expect(writing.get().step).toBe('settled')
  expect(place.disk.size).toBe(0)
})

test('what is typed while a save is on its way is saved after it, on top of it', async () => {
  const place = aPlace()
  const writing = place.open('Ines Okafor')
  writing.write('One')
  void writing.save()
  writing.write('One, two')
  expect(writing.get().step).toBe('saving')
  await turns()
  expect(writing.isOwed()).toBe(true)
  expect(place.disk.get('Ines Okafor')).toMatchObject({ text: 'One, two', revision: 1 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(place.stored()).toMatchObject({ revision: 2, text: 'One, two' })
})

test('without a connection it stays on the device, and is sent when there is one', async () => {
  const place = aPlace()
  place.reach(false)
  const writing = place.open('Ines Okafor')
  writing.write('Written in a tunnel')
  await writing.save()
  expect(writing.get().step).toBe('unreachable')
  expect(place.disk.size).toBe(1)
  place.reach(true)
  writing.retry()
  await turns()
  expect(place.stored()?.text).toBe('Written in a tunnel')
  expect(place.disk.size).toBe(0)
})

test('it is tried again by itself, less and less often', async () => {
  const place = aPlace()
  place.reach(false)
  const writing = place.open('Ines Okafor')
  writing.write('x')
  await writing.save()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(place.sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(place.sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(place.sent).toHaveLength(3)
})

test('a kept text of an earlier page is sent, and where somebody saved meanwhile both are there', async () => {
  const place = aPlace(saved(2, 'Ours'))
  const kept = { revision: 1, text: 'Mine, from before the reload', composedThen: log, at: editedAt }
  const writing = place.open('Ines Okafor', kept)
  expect(writing.get()).toMatchObject({ text: kept.text, step: 'typed' })
  await writing.save()
  expect(writing.get()).toMatchObject({ step: 'conflict', text: kept.text, theirs: { text: 'Ours' } })
  // Nothing is sent until somebody has chosen.
  writing.write('Mine, from before the reload, and on')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(place.sent).toHaveLength(1)
})

test.each([
  ['mine', 'Mine', null],
  ['theirs', 'Theirs', 'Mine'],
] as const)('of two texts, %s is taken', async (which, now, undone) => {
  const place = aPlace(saved(1, 'Before'))
  const writing = place.open('Ines Okafor')
  place.saveAs('Theirs', 'Jonas Beck')
  writing.write('Mine')
  await writing.save()
  expect(writing.get().step).toBe('conflict')
  if (which === 'mine') writing.takeMine()
  else writing.takeTheirs()
  await turns()
  expect(writing.get()).toMatchObject({ step: 'settled', text: now, theirs: null })
  expect(place.stored()?.text).toBe(now)
  expect(place.disk.size).toBe(0)
  expect(writing.get().undo?.text ?? null).toBe(undone)
  if (undone === null) return
  writing.undo()
  await turns()
  expect(place.stored()).toMatchObject({ text: undone, revision: 3 })
})

test('that the same text was saved already, as after a lost answer, is no conflict', async () => {
  const place = aPlace()
  const writing = place.open('Ines Okafor')
  place.saveAs('The same', 'Ines Okafor')
  writing.write('The same')
  await writing.save()
  expect(writing.get()).toMatchObject({ step: 'settled', theirs: null })
})

test('the log’s text is taken without a question, and one press brings back what stood there', async () => {
  const place = aPlace(saved(3, 'By hand'))
  const writing = place.open('Ines Okafor')
  writing.takeLog()
  await turns()
  expect(place.stored()?.text).toBeNull()
  writing.undo()
  await turns()
  expect(place.stored()).toMatchObject({ text: 'By hand', composedThen: log })
})

test('the log moves on: the text stays, and keeping it says that it was read', async () => {
  const place = aPlace(saved(1, 'By hand'))
  const writing = place.open('Ines Okafor')
  writing.hear(place.stored(), 'The log says more.')
  expect(writing.get()).toMatchObject({ text: 'By hand', composedThen: log, composed: 'The log says more.' })
  writing.keepText()
  await turns()
  expect(place.stored()).toMatchObject({ text: 'By hand', composedThen: 'The log says more.', revision: 2 })
})

test('a text that begins now begins from what the log says now', async () => {
  const place = aPlace()
  const writing = place.open('Ines Okafor')
  writing.hear(null, 'The log says more.')
  writing.write('The log says more')
  await writing.save()
  expect(place.sent.at(-1)?.composedThen).toBe('The log says more.')
  // The log's own words, typed out before anybody edited the section, are no edit.
  const other = aPlace().open('Jonas Beck')
  other.write(log)
  expect(other.isOwed()).toBe(false)
})

test('what somebody else saved comes in while nothing is being written here, and waits otherwise', async () => {
  const place = aPlace(saved(1, 'Before'))
  const writing = place.open('Ines Okafor')
  writing.hear(saved(2, 'Theirs'), log)
  expect(writing.get().text).toBe('Theirs')
  writing.write('Theirs, and mine')
  writing.hear(saved(3, 'Theirs, later'), log)
  expect(writing.get().text).toBe('Theirs, and mine')
})

test('a refusal and an ended session keep the text', async () => {
  const place = aPlace()
  const writing = place.open('Ines Okafor')
  place.answerWith({ kind: 'refused', why: 'INC-1 is merged.' })
  writing.write('x')
  await writing.save()
  expect(writing.get()).toMatchObject({ step: 'refused', why: 'INC-1 is merged.' })
  place.answerWith({ kind: 'signed out' })
  await writing.save()
  expect(writing.get().step).toBe('signed out')
  expect(place.disk.get('Ines Okafor')?.text).toBe('x')
  place.answerWith(null)
  writing.retry()
  await turns()
  expect(place.stored()?.text).toBe('x')
})

const act = fc.record({
  who: fc.constantFrom('Ines Okafor', 'Jonas Beck'),
  what: fc.constantFrom('write', 'write', 'write', 'save', 'wait', 'reload', 'mine', 'cut', 'mend'),
})

test('whatever two people do: every text is on the server, on a disk, or was replaced by its own writer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const place = aPlace()
      const pages = new Map(['Ines Okafor', 'Jonas Beck'].map((who) => [who, place.open(who)]))
      let count = 0
      for (const { who, what } of acts) {
        const writing = pages.get(who)
        if (!writing) throw new Error('Both have a page')
        if (what === 'write') writing.write(`${who} ${count++}`)
        if (what === 'save') await writing.save()
        if (what === 'wait') await vi.advanceTimersByTimeAsync(1_000)
        if (what === 'mine') writing.takeMine()
        if (what === 'cut' || what === 'mend') place.reach(what === 'mend')
        if (what === 'reload') {
          writing.stop()
          const kept = place.disk.get(who)
          pages.set(who, place.open(who, kept ? { ...kept, at: editedAt } : null))
        }
        await turns()
        for (const [name, page] of pages) {
          const { text } = page.get()
          if (page.isOwed()) expect(place.disk.get(name)?.text).toBe(text)
        }
      }
      for (const page of pages.values()) page.stop()
    }),
    { numRuns: 150 },
  )
})
