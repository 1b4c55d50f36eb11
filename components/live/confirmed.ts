/** The confirmed state of one incident in this browser: entries come in by the stream, gaps are filled by asking. */
import { fetchRange, fetchSnapshot, SignedOut } from '#components/live/server.ts'
import { append, olderCount, prepend, type Snapshot } from '#components/live/snapshot.ts'
import { type Entry, UnknownEntry } from '#lib/incident/entries/table.ts'

type ConfirmedOptions = {
  initial: Snapshot
  onSignedOut: () => void
  /** The log holds an entry that this page's code does not know. */
  onOutdated: () => void
  /** How to ask; tests answer themselves. */
  ask?: { snapshot: typeof fetchSnapshot; range: typeof fetchRange }
}

const pageSize = 200
const againMs = 2_000

export function createConfirmed(options: ConfirmedOptions) {
  const { initial, onSignedOut, onOutdated } = options
  const { snapshot: askSnapshot, range: askRange } = options.ask ?? {
    snapshot: fetchSnapshot,
    range: fetchRange,
  }
  const { ref } = initial.incident
  let snapshot = initial
  let asking: Promise<void> | null = null
  const listeners = new Set<() => void>()

  const change = (next: Snapshot) => {
    if (next === snapshot) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  /** Asks the server for what is missing; several at once ask once. Tries again until it is answered. */
  const catchUp = (): Promise<void> => {
    const known = snapshot
    asking ??= askSnapshot(ref, known)
      .then(
        (next) => {
          // What the stream brought meanwhile may be newer than the answer; a server set back is older and right.
          if (snapshot === known || next.incident.seq >= snapshot.incident.seq) change(next)
        },
        (error: unknown) => {
          if (error instanceof SignedOut) onSignedOut()
          else setTimeout(() => void catchUp(), againMs)
        },
      )
      .finally(() => {
        asking = null
      })
    return asking
  }

  return {
    get: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    catchUp,
    /** Takes entries in order; seen ones are ignored, a gap is filled first. */
    async take(entries: readonly Entry[]): Promise<void> {
      try {
        const after = entries.reduce<Snapshot | null>((at, entry) => at && append(at, entry), snapshot)
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
      for (let to = olderCount(snapshot); to > 0; to = olderCount(snapshot)) {
        const from = Math.max(1, to - pageSize + 1)
        change(prepend(snapshot, await askRange(ref, from, to)))
        if (seq === undefined || from <= seq) return
      }
    },
  }
}
