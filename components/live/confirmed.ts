/** The confirmed state of one incident in the query cache: entries come in by the stream, gaps are filled by asking. */
import type { QueryClient } from '@tanstack/react-query'
import { fetchRange, fetchSnapshot, SignedOut } from '#components/live/server.ts'
import { append, olderCount, prepend, type Snapshot } from '#components/live/snapshot.ts'
import { type Entry, UnknownEntry } from '#lib/incident/entries/table.ts'

type ConfirmedOptions = {
  client: QueryClient
  initial: Snapshot
  onSignedOut: () => void
  /** The log holds an entry that this page's code does not know. */
  onOutdated: () => void
  /** How to ask; tests answer themselves. */
  ask?: { snapshot: typeof fetchSnapshot; range: typeof fetchRange }
}

const pageSize = 200
const againMs = 2_000

/** What the server has confirmed of one incident, in the query cache: fed by the stream, mended by requests. */
export function createConfirmed({ client, initial, onSignedOut, onOutdated, ask }: ConfirmedOptions) {
  const { snapshot: askSnapshot, range: askRange } = ask ?? { snapshot: fetchSnapshot, range: fetchRange }
  const { ref } = initial.incident
  const queryKey = ['incident', ref]
  client.setQueryData(queryKey, initial)
  const get = () => client.getQueryData<Snapshot>(queryKey) ?? initial
  const change = (next: Snapshot) => {
    if (next !== get()) client.setQueryData(queryKey, next)
  }

  async function askAnew(): Promise<Snapshot> {
    const known = get()
    const next = await askSnapshot(ref, known)
    // What the stream brought meanwhile may be newer than the answer; a server set back is older and right.
    return get() === known || next.incident.seq >= get().incident.seq ? next : get()
  }

  /** Asks the server for what is missing; several at once ask once. Tries again until it is answered. */
  async function catchUp(): Promise<void> {
    try {
      await client.fetchQuery({
        queryKey,
        queryFn: askAnew,
        retry: (_, error) => !(error instanceof SignedOut),
        retryDelay: againMs,
      })
    } catch (error) {
      if (error instanceof SignedOut) onSignedOut()
    }
  }

  return {
    queryKey,
    get,
    catchUp,
    /** Takes entries in order; seen ones are ignored, a gap is filled first. */
    async take(entries: readonly Entry[]): Promise<void> {
      try {
        const after = entries.reduce<Snapshot | null>((at, entry) => at && append(at, entry), get())
        if (after === null) await catchUp()
        else change(after)
      } catch (error) {
        if (!(error instanceof UnknownEntry)) throw error
        onOutdated()
        await catchUp()
      }
    },
    /** Loads one page of older entries, or as many as it takes to reach number `seq`. Throws when not answered. */
    async loadOlder(seq?: number): Promise<void> {
      for (let to = olderCount(get()); to > 0; to = olderCount(get())) {
        const from = Math.max(1, to - pageSize + 1)
        const older = await askRange(ref, from, to)
        change(prepend(get(), older))
        if (seq === undefined || from <= seq) return
      }
    },
  }
}
