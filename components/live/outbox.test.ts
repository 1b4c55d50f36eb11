import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOutbox, type Outbox, type OutboxGround, type OutboxMessage } from '#components/live/outbox.ts'
import type { Kept, Problem } from '#components/live/pending.ts'
import type { Answer } from '#components/live/send.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

const note = (text: string) => ({ type: 'log', kind: 'note', text }) as const
const problem: Problem = { status: 409, code: 'conflict', detail: 'No', fields: {}, details: {} }
const done: Answer = { kind: 'done', entries: [] }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** As long as nothing waits for a clock. */
const turns = () => vi.advanceTimersByTimeAsync(0)

/** A browser: what it keeps, its one lock, and its tabs. Each tab's answers come from `send`. */
function aBrowser(send: (kept: Kept, tab: number, notBefore: string) => Promise<Answer>) {
  const disk = new Map<string, Kept>()
  let isBroken = false
  const tabs = new Map<number, Outbox>()
  let last: Promise<unknown> = Promise.resolve()
  const onDisk = <Result>(act: () => Result) =>
    isBroken ? Promise.reject(new Error('closed')) : Promise.resolve().then(act)
  const storeOf = (isOpen: () => boolean): OutboxGround['store'] => ({
    all: () => onDisk(() => [...disk.values()].sort((a, b) => (a.key < b.key ? -1 : 1))),
    put: (kept) => onDisk(() => void (isOpen() && disk.set(kept.key, kept))),
    remove: (key) => onDisk(() => void (isOpen() && disk.delete(key))),
  })
  let number = 0
  return {
    disk,
    breakStorage: () => {
      isBroken = true
    },
    texts: () => [...disk.values()].map(textOf),
    open(older: Kept[] = []) {
      const tab = number++
      const isOpen = () => tabs.has(tab)
      const outbox = createOutbox({
        send: (kept, notBefore) => send(kept, tab, notBefore),
        store: storeOf(isOpen),
        alone: (work) => {
          // A closed tab gives its lock back, whatever it was doing.
          const closed = new Promise<void>((resolve) => closing.set(tab, resolve))
          const ended = last.then(() => (isOpen() ? Promise.race([work(), closed]) : undefined))
          last = ended
          return ended.then(() => (isOpen() ? undefined : never))
        },
        tell: (message: OutboxMessage) => {
          for (const [other, each] of tabs) if (other !== tab && isOpen()) void each.hear(message)
        },
      })
      tabs.set(tab, outbox)
      void outbox.start(older)
      return { tab, outbox }
    },
    close(tab: number) {
      tabs.delete(tab)
      closing.get(tab)?.()
    },
  }
}

const never = new Promise<void>(() => {})
const closing = new Map<number, () => void>()
const textOf = ({ input }: Pick<Kept, 'input'>) => ('text' in input ? input.text : '')

/** A browser with one tab whose answers are given by hand, in order. */
async function setUp() {
  const sent: { kept: Kept; answer: (answer: Answer) => Promise<void> }[] = []
  const browser = aBrowser(
    (kept) =>
      new Promise((resolve) => {
        const answer = async (value: Answer) => {
          resolve(value)
          await turns()
        }
        sent.push({ kept, answer })
      }),
  )
  const { tab, outbox } = browser.open()
  await turns()
  const add = async (text: string, of = outbox) => {
    void of.add('INC-1', note(text))
    await turns()
  }
  return { browser, tab, outbox, sent, add, pending: () => outbox.get().pending }
}

test('sends one at a time, in the order in which they were given', async () => {
  const { sent, add, pending } = await setUp()
  await add('one')
  await add('two')
  expect(sent.map(({ kept }) => textOf(kept))).toEqual(['one'])
  await sent[0]?.answer(done)
  expect(sent.map(({ kept }) => textOf(kept))).toEqual(['one', 'two'])
  expect(pending().map(textOf)).toEqual(['two'])
})

test('what follows is based on what oneself has done just before, not on what others did between', async () => {
  const { browser, outbox, sent, add, pending } = await setUp()
  await add('one')
  const status = (basedOn: number) => ({ type: 'set_status', status: 'identified', basedOn }) as const
  for (const [ref, basedOn] of [
    ['INC-1', 4],
    ['INC-1', 3],
    ['INC-2', 4],
  ] as const) {
    void outbox.add(ref, status(basedOn))
    await turns()
  }
  // Whatever else an entry says, its place in the log is what counts here.
  const entries = [{ seq: 5 }, { seq: 6 }] as Entry[]
  await sent[0]?.answer({ kind: 'done', entries })
  expect(pending().map(({ input }) => input.basedOn)).toEqual([6, 3, 4])
  expect([...browser.disk.values()].map(({ input }) => input.basedOn)).toEqual([6, 3, 4])
  expect(sent[1]?.kept.input.basedOn).toBe(6)
})

test('what cannot be delivered waits, and goes again with the same key', async () => {
  const { outbox, sent, add, pending } = await setUp()
  await add('one')
  await sent[0]?.answer({ kind: 'unreachable' })
  expect(pending().map(({ state }) => state)).toEqual(['waiting'])
  void outbox.retry()
  await turns()
  expect(sent[1]?.kept).toEqual(sent[0]?.kept)
  await sent[1]?.answer(done)
  expect(pending()).toEqual([])
})

test('a refusal is kept with its reason, over a reload too, and the next one goes', async () => {
  const { browser, outbox, sent, add, pending } = await setUp()
  await add('one')
  await add('two')
  await sent[0]?.answer({ kind: 'refused', problem })
  expect(pending().map(textOf)).toEqual(['two'])
  expect(outbox.get().refused).toMatchObject([{ problem, isOwn: true, isBack: false }])
  expect(sent).toHaveLength(2)
  const later = browser.open().outbox
  await turns()
  expect(later.get().refused).toMatchObject([{ problem, isOwn: false, isBack: false }])
  await later.discard(later.get().refused[0]?.pending.key ?? '')
  await turns()
  expect(outbox.get().refused).toEqual([])
})

test('an entry that came over the stream is not sent again', async () => {
  const { outbox, sent, add, pending } = await setUp()
  await add('one')
  await sent[0]?.answer({ kind: 'unreachable' })
  await outbox.settle(sent[0]?.kept.key ?? '')
  void outbox.retry()
  await turns()
  expect([pending().length, sent.length]).toEqual([0, 1])
})

test('signed out, everything waits and nothing is sent until a retry', async () => {
  const { outbox, sent, add } = await setUp()
  await add('one')
  await sent[0]?.answer({ kind: 'signed out' })
  await add('two')
  expect(outbox.get()).toMatchObject({ isSignedOut: true, pending: [{}, {}] })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toHaveLength(1)
  void outbox.retry()
  await turns()
  expect(sent).toHaveLength(2)
})

test('the queue outlives the page', async () => {
  const { browser, tab, sent, add } = await setUp()
  await add('one')
  browser.close(tab)
  const { outbox } = browser.open()
  await turns()
  expect(outbox.get().pending.map(({ state }) => state)).toEqual(['waiting'])
  expect(sent[1]?.kept).toEqual(sent[0]?.kept)
  await sent[1]?.answer(done)
  expect(browser.texts()).toEqual([])
})

test('what an older page left is taken up first', async () => {
  const { browser, sent } = await setUp()
  const key = '018f0000-0000-7000-8000-000000000000'
  browser.open([{ key, ref: 'INC-7', input: note('old'), at: '2026-01-01T00:00:00.000Z' }])
  await turns()
  expect(sent.map(({ kept }) => [kept.ref, textOf(kept)])).toEqual([['INC-7', 'old']])
  expect(browser.texts()).toEqual(['old'])
})

test('where the browser keeps nothing, the queue lives as long as the page and says so', async () => {
  const { browser, outbox, sent, add, pending } = await setUp()
  browser.breakStorage()
  await add('one')
  await sent[0]?.answer({ kind: 'unreachable' })
  await add('two')
  expect(outbox.get().isKept).toBe(false)
  expect(pending().map(textOf)).toEqual(['one', 'two'])
  void outbox.retry()
  await turns()
  await sent.at(-1)?.answer(done)
  await sent.at(-1)?.answer(done)
  expect(sent.map(({ kept }) => textOf(kept))).toEqual(['one', 'one', 'two'])
  expect(pending()).toEqual([])
})

test('a clock that is set back does not change the order', async () => {
  const { sent, add, pending } = await setUp()
  await add('one')
  vi.setSystemTime(Date.now() - 3_600_000)
  await add('two')
  expect(pending().map(textOf)).toEqual(['one', 'two'])
  await sent[0]?.answer(done)
  expect(sent.map(({ kept }) => textOf(kept))).toEqual(['one', 'two'])
})

test('what is sent late never claims to be older than what was sent at once before it', async () => {
  const times: string[] = []
  const browser = aBrowser(async ({ at }, _, notBefore) => {
    times.push(notBefore)
    // The server's clock is an hour ahead.
    const recordedAt = new Date(Date.parse(at) + 3_600_000).toISOString()
    // Only the times are read here.
    return { kind: 'done', entries: [{ occurredAt: recordedAt, recordedAt }] } as unknown as Answer
  })
  const { outbox } = browser.open()
  void outbox.add('INC-1', note('one'))
  await turns()
  void outbox.add('INC-1', note('two'))
  await turns()
  const [first] = times
  expect(first).toBe('')
  expect(Date.parse(times[1] ?? '')).toBe(Date.now() + 3_600_000)
})

test('every tab shows what waits, and one sends it', async () => {
  const { browser, outbox, sent, add } = await setUp()
  const other = browser.open().outbox
  await turns()
  await add('one')
  await add('two', other)
  expect(outbox.get().pending.map(textOf)).toEqual(['one', 'two'])
  expect(other.get().pending.map(textOf)).toEqual(['one', 'two'])
  expect(sent).toHaveLength(1)
  await sent[0]?.answer({ kind: 'unreachable' })
  expect(other.get().pending.map(({ state }) => state)).toEqual(['waiting', 'waiting'])
})

/** What happens in a browser, drawn at random. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), tab: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), tab: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), tab: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), tab: fc.nat(20_000) }) },
)
/** How a request ends: carried out and answered, carried out and the answer lost, never arrived. */
const fate = fc.constantFrom('answered', 'lost', 'never' as const)

test('whatever fails, reloads and closes: everything arrives once and in the order of its writing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(fate, { maxLength: 60 }),
      async (steps, fates) => {
        const log: Kept[] = []
        let requests = 0
        const browser = aBrowser(async (kept) => {
          const end = fates[requests++] ?? 'answered'
          await new Promise((resolve) => setTimeout(resolve, 100))
          if (end === 'never') return { kind: 'unreachable' }
          if (!log.some(({ key }) => key === kept.key)) log.push(kept)
          return end === 'lost' ? { kind: 'unreachable' } : done
        })
        const open = [browser.open()]
        const written: string[] = []
        for (const { do: act, tab } of steps) {
          const at = open[tab % open.length]
          if (act === 'open' && open.length < 4) open.push(browser.open())
          if (act === 'close' && at) {
            browser.close(at.tab)
            open.splice(open.indexOf(at), 1, ...(open.length === 1 ? [browser.open()] : []))
          }
          if (act === 'write' && at) {
            written.push(`entry ${written.length}`)
            void at.outbox.add('INC-1', note(written.at(-1) ?? ''))
          }
          await vi.advanceTimersByTimeAsync(act === 'wait' ? tab : 1)
        }
        await vi.advanceTimersByTimeAsync(3_600_000)
        expect(log.map(textOf)).toEqual(written)
        expect(browser.texts()).toEqual([])
        for (const { outbox } of open) expect(outbox.get().pending).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)
