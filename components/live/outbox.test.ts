import { expect, test } from 'vitest'
import { createOutbox } from '#components/live/outbox.ts'
import type { Pending, Problem, Refused } from '#components/live/pending.ts'
import type { Answer } from '#components/live/server.ts'

const note = (text: string) => ({ type: 'log', kind: 'note', text }) as const
const problem: Problem = { status: 409, code: 'conflict', detail: 'No', fields: {}, details: {} }
const done = { kind: 'done', entries: [], incident: {} } as unknown as Answer // only `kind` is read here

/** An outbox whose answers are given by hand, in order. */
function setUp(storage: Storage | null = null) {
  const sent: { pending: Pending; answer: (answer: Answer) => Promise<void> }[] = []
  const refused: Refused[] = []
  let signedOut = 0
  const outbox = createOutbox({
    send: (pending) =>
      new Promise((resolve) => {
        const answer = async (value: Answer) => {
          resolve(value)
          for (let turn = 0; turn < 5; turn++) await Promise.resolve()
        }
        sent.push({ pending, answer })
      }),
    onDone: () => undefined,
    onRefused: (each) => refused.push(each),
    onSignedOut: () => signedOut++,
    storage,
    storageKey: 'queue',
  })
  return { outbox, sent, refused, signedOut: () => signedOut }
}

function memory(): Storage {
  const map = new Map<string, string>()
  // As much of Storage as the outbox uses.
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  } as Storage
}

test('sends one at a time, in the order in which they were given', async () => {
  const { outbox, sent } = setUp()
  const first = outbox.add(note('one'))
  outbox.add(note('two'))
  expect(sent.map(({ pending }) => pending.input)).toEqual([note('one')])
  await sent[0]?.answer(done)
  expect(sent.map(({ pending }) => pending.input)).toEqual([note('one'), note('two')])
  expect(outbox.get().map((each) => each.key)).not.toContain(first.key)
})

test('what cannot be delivered waits, and goes again with the same key', async () => {
  const { outbox, sent } = setUp()
  outbox.add(note('one'))
  await sent[0]?.answer({ kind: 'unreachable' })
  expect(outbox.get().map((each) => each.state)).toEqual(['waiting'])
  outbox.retry()
  expect(sent[1]?.pending.key).toBe(sent[0]?.pending.key)
  expect(sent[1]?.pending.input).toEqual(sent[0]?.pending.input)
  await sent[1]?.answer(done)
  expect(outbox.get()).toEqual([])
})

test('a refusal leaves the queue with its reason, and the next one goes', async () => {
  const { outbox, sent, refused } = setUp()
  outbox.add(note('one'))
  outbox.add(note('two'))
  await sent[0]?.answer({ kind: 'refused', problem })
  expect(refused.map(({ pending, problem }) => [pending.input, problem.detail])).toEqual([
    [note('one'), 'No'],
  ])
  expect(sent).toHaveLength(2)
})

test('an entry that came over the stream is not sent again', async () => {
  const { outbox, sent } = setUp()
  const { key } = outbox.add(note('one'))
  await sent[0]?.answer({ kind: 'unreachable' })
  outbox.settle(new Set([key]))
  outbox.retry()
  expect(outbox.get()).toEqual([])
  expect(sent).toHaveLength(1)
})

test('signed out, everything waits and nothing is sent until a retry', async () => {
  const { outbox, sent, signedOut } = setUp()
  outbox.add(note('one'))
  await sent[0]?.answer({ kind: 'signed out' })
  outbox.add(note('two'))
  expect([sent.length, signedOut(), outbox.get().length]).toEqual([1, 1, 2])
})

test('the queue outlives the page', async () => {
  const storage = memory()
  const before = setUp(storage)
  const { key } = before.outbox.add(note('one'))
  before.outbox.stop()
  const { outbox, sent } = setUp(storage)
  outbox.restore()
  expect(sent.map(({ pending }) => pending.key)).toEqual([key])
  await sent[0]?.answer(done)
  expect(storage.getItem('queue')).toBeNull()
})
