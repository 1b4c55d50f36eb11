import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Connection } from '#components/live/connection.ts'
import { follow } from '#components/live/follow.ts'

/** A server whose answers are given by hand: each request waits in `requests`. */
type Request = {
  address: string
  signal: AbortSignal
  answer: (response: Response) => void
  refuse: () => void
}
let requests: Request[] = []
let following: ReturnType<typeof follow> | null = null
const page = new EventTarget()

beforeEach(() => {
  vi.useFakeTimers()
  requests = []
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('fetch', (address: string, { signal }: { signal: AbortSignal }) => {
    return new Promise<Response>((answer, reject) => {
      const refuse = () => reject(new TypeError('network'))
      signal.addEventListener('abort', refuse)
      requests.push({ address, signal, answer, refuse })
    })
  })
})

afterEach(() => {
  following?.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function setUp() {
  const states: Connection['state'][] = []
  const events: string[] = []
  let signedOut = 0
  following = follow({
    address: () => '/stream',
    onEvent: ({ data }) => events.push(data),
    onConnection: ({ state }) => states.push(state),
    onSignedOut: () => signedOut++,
  })
  return { states, events, signedOut: () => signedOut, retry: following.retry }
}

/** Answers the newest request with a stream; gives what writes to it. */
async function open() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  requests.at(-1)?.answer(new Response(readable))
  await vi.advanceTimersByTimeAsync(0)
  return {
    write: async (text: string) => {
      await writer.write(new TextEncoder().encode(text))
      await vi.advanceTimersByTimeAsync(0)
    },
    end: async () => {
      await writer.close()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

test('events arrive as they are sent', async () => {
  const { states, events } = setUp()
  const stream = await open()
  await stream.write('data: one\n\n: beat\n\nda')
  await stream.write('ta: two\n\n')
  expect([states, events]).toEqual([['live'], ['one', 'two']])
})

test('a stream that ends is opened again; back is said for five seconds', async () => {
  const { states } = setUp()
  await (await open()).end()
  expect(states).toEqual(['live', 'reconnecting'])
  await vi.advanceTimersByTimeAsync(1_300)
  expect(requests).toHaveLength(2)
  await open()
  expect(states.at(-1)).toBe('back')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(states.at(-1)).toBe('live')
})

test('after 20 s without an answer it is offline, and goes on trying', async () => {
  const { states } = setUp()
  await (await open()).end()
  for (let second = 0; second < 21; second++) {
    await vi.advanceTimersByTimeAsync(1_000)
    requests.at(-1)?.refuse()
  }
  expect(states.at(-1)).toBe('offline')
  const tried = requests.length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(requests.length).toBeGreaterThan(tried)
})

test('40 s of silence is a lost connection; a heartbeat is not silence', async () => {
  const { states } = setUp()
  const stream = await open()
  await vi.advanceTimersByTimeAsync(39_000)
  await stream.write(': beat\n\n')
  await vi.advanceTimersByTimeAsync(39_000)
  expect(states).toEqual(['live'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(states.at(-1)).toBe('reconnecting')
  expect(requests[0]?.signal.aborted).toBe(true)
})

test('401 ends it: nothing is asked again', async () => {
  const { signedOut } = setUp()
  requests[0]?.answer(new Response(null, { status: 401 }))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([signedOut(), requests.length]).toEqual([1, 1])
})

test('"try now" does not wait', async () => {
  const { retry } = setUp()
  await (await open()).end()
  retry()
  expect(requests).toHaveLength(2)
})
