/**
 * One person's commands on their way, of all incidents and all tabs of this browser, in order: one is sent at a time,
 * so that what was written first is logged first. What cannot be delivered waits on this device, over a reload and
 * the browser's end too, and is sent again with the same key.
 */
import { v7 as uuidv7 } from 'uuid'
import { type CommandBody, type Kept, knowing, type Pending, type Refused } from '#components/live/pending.ts'
import type { Answer } from '#components/live/send.ts'
import { currentTime } from '#components/ui/ticker.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

/** What one tab tells the others of the same person. */
export type OutboxMessage =
  | { kind: 'changed' }
  | { kind: 'reach'; isReachable: boolean }
  | { kind: 'done'; ref: string; entries: Entry[] }

/** What the outbox stands on; tests bring their own. */
export type OutboxGround = {
  /** One request; what is sent late must not claim a time before `notBefore`, when its elder was recorded. */
  send: (kept: Kept, notBefore: Instant) => Promise<Answer>
  /** What outlives the page, in order of the keys; null where the browser keeps nothing. */
  store: {
    all: () => Promise<Kept[]>
    put: (kept: Kept) => Promise<void>
    remove: (key: string) => Promise<void>
  } | null
  /** Runs `work` while no other tab does the same. */
  alone: (work: () => Promise<void>) => Promise<void>
  /** Reaches the other tabs, not this one. */
  tell: (message: OutboxMessage) => void
}

export type OutboxView = {
  pending: readonly Pending[]
  refused: readonly Refused[]
  /** False: the browser keeps nothing, so what waits lives as long as this page. */
  isKept: boolean
  isSignedOut: boolean
}

export type Outbox = ReturnType<typeof createOutbox>

/** An empty outbox. `start` takes up what earlier pages and other tabs have left. */
export function createOutbox({ send, store, alone, tell }: OutboxGround) {
  let items: readonly Kept[] = []
  let view = emptyView
  let isReachable = true
  let isSignedOut = false
  let isSending = false
  let tries = 0
  /** The server's time of the newest entry that was sent at once. */
  let promptAt: Instant = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Keys: written by this page; not in the store yet; taken out here, whatever the store still says. */
  const own = new Set<string>()
  const unsaved = new Set<string>()
  const gone = new Set<string>()
  const listeners = new Set<() => void>()
  const doneListeners = new Set<(ref: string, entries: Entry[]) => Promise<void> | void>()

  const show = () => {
    const state = isReachable && !isSignedOut ? 'sending' : 'waiting'
    view = {
      pending: items.filter(({ problem }) => !problem).map((each) => ({ ...each, state })),
      refused: items.flatMap(({ problem, isBack = false, ...each }) =>
        problem ? { pending: { ...each, state }, problem, isBack, isOwn: own.has(each.key) } : [],
      ),
      isKept: store !== null,
      isSignedOut,
    }
    for (const listener of listeners) listener()
  }
  const change = (next: readonly Kept[]) => {
    items = next
    show()
  }
  const reach = (next: boolean) => {
    if (next === isReachable) return
    isReachable = next
    show()
    tell({ kind: 'reach', isReachable })
  }

  /** From here on the queue lives as long as the page, and says so. */
  const storeFailed = () => {
    store = null
    show()
  }
  const keep = async (kept: Kept) => {
    unsaved.add(kept.key)
    await store?.put(kept).catch(storeFailed)
    if (store) unsaved.delete(kept.key)
    tell({ kind: 'changed' })
  }
  const remove = async (key: string) => {
    if (!items.some((each) => each.key === key)) return
    gone.add(key)
    change(items.filter((each) => each.key !== key))
    await store?.remove(key).catch(storeFailed)
    tell({ kind: 'changed' })
  }
  const replace = (kept: Kept) => {
    change(items.map((each) => (each.key === kept.key ? kept : each)))
    return keep(kept)
  }
  /** What the store holds now, and what of this page is on its way there. */
  const reload = async () => {
    const kept = await store?.all().catch(storeFailed)
    if (!kept) return
    const here = items.filter(({ key }) => unsaved.has(key))
    const there = kept.filter(({ key }) => !gone.has(key) && !unsaved.has(key))
    change([...there, ...here].sort((a, b) => (a.key < b.key ? -1 : 1)))
  }

  const next = () => items.find(({ problem }) => !problem)
  const done = async (ref: string, entries: Entry[]) => {
    for (const { occurredAt, recordedAt } of entries) {
      if (occurredAt === recordedAt && occurredAt > promptAt) promptAt = occurredAt
    }
    await Promise.all([...doneListeners].map((listener) => listener(ref, entries)))
  }

  /** Sends one and says whether to go on. */
  const deliver = async (head: Kept): Promise<boolean> => {
    const answer = await send(head, promptAt)
    reach(answer.kind !== 'unreachable')
    if (answer.kind === 'unreachable') return false
    if (answer.kind === 'signed out') {
      isSignedOut = true
      show()
      return false
    }
    tries = 0
    if (answer.kind === 'done') {
      for (const later of items.filter(({ ref, problem }) => ref === head.ref && !problem)) {
        const input = knowing(later.input, answer.entries)
        if (input.basedOn !== later.input.basedOn) await replace({ ...later, input })
      }
      // Its entries stand in for it before it leaves the queue.
      await done(head.ref, answer.entries)
      tell({ kind: 'done', ref: head.ref, entries: answer.entries })
      await remove(head.key)
    } else if (!gone.has(head.key)) await replace({ ...head, problem: answer.problem })
    return true
  }

  const work = async () => {
    if (isSending || isSignedOut || !next()) return
    isSending = true
    clearTimeout(timer)
    await alone(async () => {
      for (let goesOn = true; goesOn; ) {
        // Another tab may have sent it meanwhile, or written something earlier.
        await reload()
        const head = next()
        goesOn = head !== undefined && (await deliver(head))
      }
    })
    isSending = false
    if (!isReachable) timer = setTimeout(() => void work(), Math.min(15_000, 1000 * 2 ** tries++))
    else void work()
  }

  return {
    /** Takes a command on the incident `ref` and begins to send it. Resolves once it is kept and was tried. */
    async add(ref: string, input: CommandBody): Promise<void> {
      const at = currentTime()
      // The key is the place in the order, also when the clock is set back.
      const msecs = Math.max(Math.ceil(at), timeOf(items.at(-1)?.key) + 1)
      const kept: Kept = { key: uuidv7({ msecs }), ref, input, at: new Date(at).toISOString() }
      own.add(kept.key)
      change([...items, kept])
      await keep(kept)
      await work()
    },
    /** Takes back what waits, or a refusal that was seen. What the server may already have is not undone by it. */
    discard: remove,
    /** The words of a refused command stand in the composer again. */
    async returned(key: string) {
      const item = items.find((each) => each.key === key)
      if (item) await replace({ ...item, isBack: true })
    },
    /** This command stands in the log: nobody has to send it again. */
    settle: remove,
    /** Tries now instead of later; also after signing in again. */
    async retry() {
      tries = 0
      if (isSignedOut) {
        isSignedOut = false
        show()
      }
      await work()
    },
    /**
     * Takes up what was left behind, once; resolves when it is kept: `older` is what an earlier version of this
     * page kept elsewhere.
     */
    async start(older: readonly Kept[] = []) {
      change([...older, ...items])
      for (const kept of older) await keep(kept)
      await reload()
      // Nobody knows yet whether the server is there.
      if (next() && own.size === 0) isReachable = false
      show()
      void work()
    },
    /** What another tab tells. */
    async hear(message: OutboxMessage) {
      if (message.kind === 'reach') isReachable = message.isReachable
      if (message.kind === 'done') await done(message.ref, message.entries)
      else await reload()
      show()
      // Should that tab close before it has sent everything, this one goes on.
      void work()
    },
    /** Called with the entries of each command that was carried out, whichever tab sent it. */
    onDone(listener: (ref: string, entries: Entry[]) => Promise<void> | void) {
      doneListeners.add(listener)
      return () => void doneListeners.delete(listener)
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get: () => view,
  }
}

export const emptyView: OutboxView = { pending: [], refused: [], isKept: true, isSignedOut: false }

/** The milliseconds that a UUIDv7 begins with. */
function timeOf(key = ''): number {
  return Number.parseInt(key.replace('-', '').slice(0, 12), 16) || 0
}
