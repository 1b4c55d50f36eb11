/** The outbox of a person in this browser: IndexedDB under it, a lock and a channel between the tabs. */
import { createStore, del, entries, set } from 'idb-keyval'
import { createOutbox, type Outbox, type OutboxMessage } from '#components/live/outbox.ts'
import type { Kept } from '#components/live/pending.ts'
import { sendCommand } from '#components/live/send.ts'

type BrowserOutbox = Outbox & { begin: () => void }

let current: { personId: string; outbox: BrowserOutbox } | null = null

/** One per page, however many parts of it ask. On the server it is empty, and nobody's. */
export function outboxOf(personId: string): BrowserOutbox {
  if (current?.personId === personId) return current.outbox
  const outbox = inBrowser(personId)
  if (typeof window !== 'undefined') current = { personId, outbox }
  return outbox
}

function inBrowser(personId: string): BrowserOutbox {
  let channel: BroadcastChannel | undefined
  const name = `sitrep:outbox:${personId}`
  const outbox = createOutbox({
    send: (kept, notBefore) => sendCommand(kept.ref, kept, { personId, notBefore }),
    store: storeOf(personId),
    // Plain http on a name of the local network has no locks: then two tabs may send the same, and its key makes one.
    alone: (work) => navigator.locks?.request(name, work) ?? work(),
    tell: (message) => channel?.postMessage(message),
  })
  let isBegun = false
  return {
    ...outbox,
    /** Begins to keep, to send and to listen. In an effect: the server renders the page as well. */
    begin() {
      if (isBegun) return
      isBegun = true
      if ('BroadcastChannel' in window) {
        channel = new BroadcastChannel(name)
        // Sent by the `tell` above, in another tab.
        channel.onmessage = ({ data }) => void outbox.hear(data as OutboxMessage)
      }
      addEventListener('online', () => void outbox.retry())
      addEventListener('beforeunload', (event) => {
        const { isKept, pending } = outbox.get()
        if (!isKept && pending.length > 0) event.preventDefault()
      })
      const older = olderOf(`${name}:`)
      void outbox.start(older.flatMap(({ queue }) => queue)).then(() => {
        for (const { place } of older) localStorage.removeItem(place)
      })
    },
  }
}

/** Entries of one database, by person and key, so that nobody sends what another one wrote on the same device. */
function storeOf(personId: string) {
  const store = createStore('sitrep', 'outbox')
  return {
    all: async () => {
      const all = await entries<[person: string, key: string], Kept>(store)
      return all.filter(([[person]]) => person === personId).map(([, kept]) => kept)
    },
    // Async, so that a browser that has no database at all fails like one that closed it.
    put: async (kept: Kept) => await set([personId, kept.key], kept, store),
    remove: async (key: string) => await del([personId, key], store),
  }
}

/** Until this version the queue of each incident stood in localStorage, under its ref. */
function olderOf(prefix: string): { place: string; queue: Kept[] }[] {
  try {
    return Object.keys(localStorage)
      .filter((place) => place.startsWith(prefix))
      .map((place) => {
        // Written by an older page: what is different today is refused by name.
        const queue = JSON.parse(localStorage.getItem(place) ?? '[]') as Omit<Kept, 'ref'>[]
        const ref = place.slice(prefix.length)
        return { place, queue: queue.map(({ key, input, at }) => ({ key, ref, input, at })) }
      })
  } catch {
    // Closed storage has nothing to take.
    return []
  }
}
