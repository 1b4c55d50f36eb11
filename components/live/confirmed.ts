/** The confirmed state of one incident in this browser: entries come in by the stream, gaps are filled by asking. */
import { SignedOut } from '#components/live/get-json.ts'
import { fetchRange, fetchSnapshot } from '#components/live/server.ts'
import { append, type Gap, insert, type Snapshot } from '#components/live/snapshot.ts'
import { type Entry, UnknownEntry } from '#lib/incident/entries/table.ts'

type ConfirmedOptions = {
  initial: Snapshot
  onSignedOut: () => void
  /** The log holds an entry that this page's code does not know. */
  onOutdated: () => void
  /** How to ask; tests answer themselves. */
  ask?: { snapshot: typeof fetchSnapshot; range: typeof fetchRange }
}

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

  async function load({ from, to }: Gap): Promise<void> {
    const page = await askRange(ref, from, to)
    change(insert(snapshot, page))
  }

  /** False when entries before these are missing. */
  function takeKnown(entries: readonly Entry[]): boolean {
    const before = snapshot
    const after = entries.reduce<Snapshot | null>((at, entry) => at && append(at, entry), before)
    if (!after) return false
    change(after)
    if (entries.some(({ type }) => type === 'entry_redacted')) {
      const kept = new Set(after.entries.map(({ seq }) => seq))
      const gone = before.entries.filter(({ seq }) => !kept.has(seq))
      if (after !== before) void renew(gone.map(({ seq }) => seq))
    }
    return true
  }

  /** What was redacted is asked for anew, like the state, which may have held its words. */
  async function renew(seqs: readonly number[]): Promise<void> {
    await catchUp()
    // Not answered: then a gap stands in its place, which loads when somebody looks at it.
    for (const seq of seqs) await load({ from: seq, to: seq }).catch(() => undefined)
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
    /** Loads entries `from` to `to`, of which at most 500 come at once. Throws when not answered. */
    load,
  }
}
