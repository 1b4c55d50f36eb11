/**
 * Who is watching which incident (D20), told to those who watch it: one statement per process every 15 s, and one
 * soon after somebody came. Never an entry. Nothing here cannot be said again.
 */
import { randomUUID } from 'node:crypto'
import { beatPresence, type Watch, type Watcher } from '#lib/live/presence-row.ts'
import { eventBytes, type Stream } from '#lib/live/stream.ts'
import { reportFailure, reportSuccess } from '#lib/outage.ts'

const everyMilliseconds = 15_000
/** Many who come at once, after a restart, are told in one statement. */
const soonMilliseconds = 500

export type Presence = {
  /** Counts this person among the watchers of the incident for as long as `stream` is open. */
  join: (stream: Stream, who: Pick<Watch, 'incidentId' | 'personId'>) => void
  stop: () => void
}

/** The watchers of all streams of this process. */
export function createPresence(beat: typeof beatPresence = beatPresence): Presence {
  const watches = new Map<Stream, Watch>()
  const told = new Map<string, string>()
  const fresh = new Set<Stream>()
  let gone: string[] = []
  let isBusy = false
  let soon: NodeJS.Timeout | undefined

  async function say(): Promise<void> {
    const open = [...watches.values()]
    const left = gone
    gone = []
    if (open.length + left.length === 0) return
    try {
      tell(await beat(open, left))
      reportSuccess()
    } catch (error) {
      gone = [...left, ...gone]
      reportFailure('Who is watching could not be said; trying again', error)
    }
  }

  /** To everybody when the set has changed, to who has just come in any case. */
  function tell(watching: Map<string, Watcher[]>): void {
    const changed = new Set<string>()
    for (const [incidentId, people] of watching) {
      const text = JSON.stringify(people)
      if (told.get(incidentId) !== text) changed.add(incidentId)
      told.set(incidentId, text)
    }
    for (const incidentId of told.keys()) if (!watching.has(incidentId)) told.delete(incidentId)
    for (const [stream, { incidentId }] of watches) {
      const people = watching.get(incidentId)
      if (!people || !(changed.has(incidentId) || fresh.has(stream))) continue
      fresh.delete(stream)
      stream.write(eventBytes('presence', { people }))
    }
  }

  const hurry = () => {
    soon ??= setTimeout(run, soonMilliseconds)
  }
  const run = () => {
    clearTimeout(soon)
    soon = undefined
    if (isBusy) return hurry()
    isBusy = true
    void say().finally(() => {
      isBusy = false
    })
  }
  const every = setInterval(run, everyMilliseconds)

  return {
    join(stream, who) {
      watches.set(stream, { streamId: randomUUID(), ...who })
      fresh.add(stream)
      // Who leaves is taken off at the next round: a browser that reconnects was never away.
      stream.onClose(() => {
        const watch = watches.get(stream)
        if (watch) gone.push(watch.streamId)
        watches.delete(stream)
        fresh.delete(stream)
      })
      hurry()
    },
    stop() {
      clearInterval(every)
      clearTimeout(soon)
    },
  }
}
