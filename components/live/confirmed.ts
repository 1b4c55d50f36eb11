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

/** What the server has confirmed of one incident: fed by the stream, mended by requests. */
export function createConfirmed({ initial, onSignedOut, onOutdated, ask }: ConfirmedOptions) {
  const { snapshot: askSnapshot, range: askRange } = ask ?? { snapshot: fetchSnapshot, range: fetchRange }
  const { ref } = initial.incident
  let snapshot = initial
  let asking: Promise<void> | null = null
  const listeners = new Set<() => void>()
  const get = () => snapshot
  const change = (next: Snapshot) => {
    if (next === snapshot) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  async function askUntilAnswered(): Promise<void> {
    for (;;) {
      try {
        const known = snapshot
        const next = await askSnapshot(ref, known)
        // What the stream brought meanwhile may be newer than the answer; a server set back is older and right.
        if (snapshot === known || next.incident.seq >= snapshot.incident.seq) change(next)
        return
      } catch (error) {
        if (error instanceof SignedOut) return onSignedOut()
        await new Promise((resolve) => setTimeout(resolve, againMs))
      }
    }
  }

  /** Asks the server for what is missing; several at once ask once. Tries again until it is answered. */
  function catchUp(): Promise<void> {
    asking ??= askUntilAnswered().finally(() => {
      asking = null
    })
    return asking
  }

  /** False when entries before these are missing. */
  function takeKnown(entries: readonly Entry[]): boolean {
    const after = entries.reduce<Snapshot | null>((at, entry) => at && append(at, entry), snapshot)
    if (after) change(after)
    return after !== null
  }

  return {
    get,
    catchUp,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Takes entries in order; seen ones are ignored, a gap is filled first. */
    async take(entries: readonly Entry[]): Promise<void> {
      try {
        if (takeKnown(entries)) return
        await catchUp()
        // The answer may have been on its way already when these entries were written.
        if (!takeKnown(entries)) await catchUp()
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
        const older = await askRange(ref, from, to)
        change(prepend(snapshot, older))
        if (seq === undefined || from <= seq) return
      }
    },
  }
}
