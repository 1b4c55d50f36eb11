import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { share } from '#components/live/share.ts'

/** One browser in this process: its channels, its locks, and a server whose streams are written by hand. */
type Stream = { address: string; isOpen: () => boolean; write: (text: string) => Promise<void> }
let streams: Stream[] = []
let channels: FakeChannel[] = []
let locks: FakeLock[] = []
let frozen: Set<FakeChannel> = new Set()

class FakeChannel {
  name: string
  onmessage: ((event: { data: unknown }) => void) | null = null
  constructor(name: string) {
    this.name = name
    channels.push(this)
  }
  postMessage(data: unknown) {
    for (const other of channels) {
      if (other === this || other.name !== this.name || frozen.has(this) || frozen.has(other)) continue
      queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }))
    }
  }
  close() {
    channels = channels.filter((each) => each !== this)
  }
}

type FakeLock = { name: string; isHeld: boolean; grant: () => void; lose: () => void }

function request(name: string, given: { signal?: AbortSignal; steal?: boolean }, work: () => unknown) {
  return new Promise<void>((resolve, reject) => {
    const lock: FakeLock = {
      name,
      isHeld: false,
      grant: () => {
        lock.isHeld = true
        void Promise.resolve(work()).then(() => {
          forget(lock)
          resolve()
        })
      },
      lose: () => {
        forget(lock)
        reject(new Error('AbortError'))
      },
    }
    given.signal?.addEventListener('abort', () => {
      if (!lock.isHeld) lock.lose()
    })
    if (given.steal) for (const each of locks.filter((one) => one.name === name && one.isHeld)) each.lose()
    locks = given.steal ? [lock, ...locks] : [...locks, lock]
    grantNext(name)
  })
}

function forget(lock: FakeLock) {
  locks = locks.filter((each) => each !== lock)
  grantNext(lock.name)
}

function grantNext(name: string) {
  const asking = locks.filter((each) => each.name === name)
  if (!asking.some(({ isHeld }) => isHeld)) asking[0]?.grant()
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const look = (visibilityState: 'visible' | 'hidden') => {
  Object.assign(page, { visibilityState })
  page.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  streams = []
  channels = []
  locks = []
  frozen = new Set()
  Object.assign(page, { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  const query = async () => ({ held: locks.filter(({ isHeld }) => isHeld) })
  vi.stubGlobal('navigator', { locks: { request, query } })
  vi.stubGlobal('fetch', async (address: string, { signal }: { signal: AbortSignal }) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    signal.addEventListener('abort', () => void writer.abort().catch(() => undefined))
    const write = async (text: string) => {
      await writer.write(new TextEncoder().encode(text))
      await vi.advanceTimersByTimeAsync(0)
    }
    streams.push({ address, isOpen: () => !signal.aborted, write })
    return new Response(readable)
  })
})

afterEach(() => {
  for (const stop of open.splice(0)) stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const open: (() => void)[] = []

/** A tab that counts what it is told: each event's data is a number, one more than the last. */
async function openTab(from = 0) {
  const seen: number[] = []
  const states: string[] = []
  let position = from
  let behind = 0
  const mine = channels.length
  const following = share('INC-1', {
    address: () => `/stream?after=${position}`,
    position: () => position,
    onBehind: () => behind++,
    onEvent: ({ data }) => {
      if (Number(data) !== position + 1) return
      position += 1
      seen.push(position)
    },
    onConnection: ({ state }) => states.push(state),
    onSignedOut: () => states.push('signed out'),
  })
  const own = channels.slice(mine)
  open.push(following.stop)
  await vi.advanceTimersByTimeAsync(0)
  return {
    seen,
    states,
    behind: () => behind,
    close: async () => {
      following.stop()
      await vi.advanceTimersByTimeAsync(0)
    },
    freeze: () => {
      for (const channel of own) frozen.add(channel)
    },
  }
}

const opened = () => streams.filter((stream) => stream.isOpen())
const say = async (number: number) => {
  for (const stream of opened()) await stream.write(`event: entry\ndata: ${number}\n\n`)
}

/** So many heartbeats of the server, one every 15 s. */
async function beat(times: number) {
  for (let time = 0; time < times; time++) {
    await vi.advanceTimersByTimeAsync(15_000)
    for (const stream of opened()) await stream.write(': still here\n\n')
  }
}

test('three tabs have one stream, and each sees everything', async () => {
  const tabs = [await openTab(), await openTab(), await openTab()]
  expect(opened()).toHaveLength(1)
  for (const number of [1, 2, 3]) await say(number)
  for (const { seen, states } of tabs) expect([seen, states.at(-1)]).toEqual([[1, 2, 3], 'live'])
})

test('the tab that reads closes: another goes on at once from where it stands, and nobody misses or doubles', async () => {
  const [one, two, three] = [await openTab(), await openTab(), await openTab()]
  await say(1)
  await one.close()
  expect(opened().map(({ address }) => address)).toEqual(['/stream?after=1'])
  await say(2)
  await two.close()
  await say(3)
  expect([one.seen, two.seen, three.seen]).toEqual([[1], [1, 2], [1, 2, 3]])
  await three.close()
  expect(opened()).toEqual([])
})

test('a tab that comes late gets what was said while its page was on its way', async () => {
  await openTab()
  await say(1)
  await say(2)
  const late = await openTab(1)
  expect([late.seen, late.states, late.behind()]).toEqual([[2], ['live'], 0])
})

test('a tab that is too far behind asks by itself', async () => {
  await openTab()
  for (const number of [1, 2, 3]) await say(number)
  await vi.advanceTimersByTimeAsync(31_000)
  expect((await openTab(1)).behind()).toBe(1)
})

test('a tab that its browser froze loses its turn to one that is looked at', async () => {
  const one = await openTab()
  const two = await openTab()
  one.freeze()
  await beat(3)
  expect(streams).toHaveLength(2)
  await streams[1]?.write('event: entry\ndata: 1\n\n')
  expect(two.seen).toEqual([1])
})

test('hidden for five minutes every tab lets go, and takes it up when somebody looks', async () => {
  const tabs = [await openTab(), await openTab()]
  look('hidden')
  await beat(18)
  expect(opened()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(opened()).toEqual([])
  look('visible')
  await vi.advanceTimersByTimeAsync(0)
  expect(opened()).toHaveLength(1)
  await say(1)
  for (const { seen } of tabs) expect(seen).toEqual([1])
})

test('without locks each tab has a stream of its own', async () => {
  vi.stubGlobal('navigator', {})
  await openTab()
  await openTab()
  expect(opened()).toHaveLength(2)
})
