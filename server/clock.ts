import type { Instant } from '#lib/incident/incident.ts'
import { log } from '#lib/log.ts'

/** A clock that is further off from the database's is a fault that somebody should mend. */
export const mostSkewMs = 60_000

/** How far the local clock is ahead, in milliseconds, of the database's time that was asked for between the two. */
export function aheadOf(database: number, [from, until]: readonly [number, number]): number {
  return (from + until) / 2 - database
}

/** Whose time the pages of links go by: the database's, as far as it is known (RELIABILITY F16). */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Called when the database is asked; what it gives is told the database's time then, and says if that moved it. */
  asking: () => (database: Instant) => boolean
}

/** Less than this is no news. */
const noticedMs = 1_000

/** This machine's clock, put right by what the database said last. */
export function createClock(local: () => number = Date.now): Clock {
  let ahead = 0
  let isWarned = false
  return {
    now: () => local() - ahead,
    asking: () => {
      const from = local()
      return (database) => {
        const until = local()
        const measured = aheadOf(Date.parse(database), [from, until])
        // It was read at some moment between: of an answer that was long on its way nobody knows when.
        if (Math.abs(measured - ahead) < noticedMs + (until - from) / 2) return false
        ahead = measured
        const isOff = Math.abs(ahead) >= mostSkewMs
        if (isOff && !isWarned) {
          const seconds = Math.round(ahead / 1_000)
          log.warn('The clock of this machine is not the database’s: set one of them right', {
            aheadSeconds: seconds,
          })
        }
        isWarned = isOff
        return true
      }
    },
  }
}
