/**
 * The commands on their way, in order: one is sent at a time, so that what was written first is logged first.
 * What cannot be delivered waits on this device, over a reload too, and is sent again with the same key.
 */
import { v7 as uuidv7 } from 'uuid'
import type { CommandBody, Pending, Refused } from '#components/live/pending.ts'
import type { Answer } from '#components/live/server.ts'
import { currentTime } from '#components/ui/ticker.ts'

type OutboxOptions = {
  send: (pending: Pending) => Promise<Answer>
  /** Called before the command leaves the queue, so that its entries stand in for it at once. */
  onDone: (answer: Extract<Answer, { kind: 'done' }>) => Promise<void> | void
  onRefused: (refused: Refused) => void
  onSignedOut: () => void
  /** Where the queue outlives a reload: localStorage, or nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  storageKey: string
}

/** An empty queue of commands; `restore` takes up what an earlier page left behind. */
export function createOutbox(options: OutboxOptions) {
  let queue: readonly Pending[] = []
  let isSending = false
  let isStopped = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const change = (next: readonly Pending[]) => {
    queue = next
    keep(options, queue)
    for (const listener of listeners) listener()
  }
  const mark = (key: string, state: Pending['state']) =>
    change(queue.map((each) => (each.key === key && each.state !== state ? { ...each, state } : each)))
  const remove = (key: string) => {
    if (queue.some((each) => each.key === key)) change(queue.filter((each) => each.key !== key))
  }

  const work = async () => {
    const head = queue[0]
    if (!head || isSending || isStopped) return
    isSending = true
    clearTimeout(timer)
    mark(head.key, 'sending')
    const answer = await options.send(head)
    if (answer.kind === 'done') await options.onDone(answer)
    isSending = false
    if (answer.kind === 'signed out') {
      isStopped = true
      for (const each of queue) mark(each.key, 'waiting')
      return options.onSignedOut()
    }
    if (answer.kind === 'unreachable') {
      for (const each of queue) mark(each.key, 'waiting')
      timer = setTimeout(() => void work(), Math.min(15_000, 1000 * 2 ** tries++))
      return
    }
    tries = 0
    // Discarded meanwhile: then nobody waits for the reason either.
    const isWanted = queue.some((each) => each.key === head.key)
    remove(head.key)
    if (answer.kind === 'refused' && isWanted) options.onRefused({ pending: head, problem: answer.problem })
    void work()
  }

  return {
    /** Takes a command and begins to send it. */
    add(input: CommandBody): Pending {
      const at = new Date(currentTime()).toISOString()
      const pending: Pending = { key: uuidv7(), input, at, state: queue[0]?.state ?? 'sending' }
      change([...queue, pending])
      void work()
      return pending
    },
    /** Takes back what waits. What the server may already have is not undone by it. */
    discard: remove,
    /** These commands stand in the log: nobody has to send them again. */
    settle(commandIds: ReadonlySet<string>) {
      const left = queue.filter((each) => !commandIds.has(each.key))
      if (left.length < queue.length) change(left)
    },
    /** Tries now instead of later. */
    retry() {
      tries = 0
      isStopped = false
      void work()
    },
    /** Takes up what an earlier page left behind. Once, in the browser. */
    restore() {
      const kept = restore(options)
      if (kept.length === 0) return
      const known = new Set(queue.map((each) => each.key))
      change([...kept.filter((each) => !known.has(each.key)), ...queue])
      void work()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get: () => queue,
  }
}

function keep({ storage, storageKey }: OutboxOptions, queue: readonly Pending[]) {
  try {
    if (queue.length === 0) storage?.removeItem(storageKey)
    else storage?.setItem(storageKey, JSON.stringify(queue))
  } catch {
    // Storage is full or closed: the queue still lives as long as the page.
  }
}

function restore({ storage, storageKey }: OutboxOptions): Pending[] {
  try {
    // Written by `keep` above; what an older page wrote differently is sent as it is and refused by name.
    const kept = JSON.parse(storage?.getItem(storageKey) ?? '[]') as Pending[]
    return kept.map((each) => ({ ...each, state: 'waiting' }))
  } catch {
    return []
  }
}
