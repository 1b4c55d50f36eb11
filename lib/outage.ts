/** The database is away: the process's log says so once, and once that it is back. */
import { AppError } from '#lib/errors.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'
import { singleton } from '#lib/singleton.ts'

const outage = singleton('outage', (): { since: number | null } => ({ since: null }))

/**
 * Tells of something that is tried again and again and failed: with the whole error, but while the database is away
 * in one line per outage, whoever finds out first.
 */
export function reportFailure(what: string, error: unknown): void {
  const known = toAppError(error)
  const isAway = known instanceof AppError && known.code === 'unavailable'
  if (!isAway) log.warn(what, { error })
  if (!isAway || outage.since !== null) return
  outage.since = performance.now()
  log.warn('The database does not answer; trying again until it does', { reason: reasonOf(error) })
}

/** Something that asks the database again and again has been answered. */
export function reportSuccess(): void {
  if (outage.since === null) return
  const seconds = Math.round((performance.now() - outage.since) / 1000)
  outage.since = null
  log.info('The database answers again', { seconds })
}

/** The innermost words: drizzle's repeat the whole statement. */
function reasonOf(error: unknown): string {
  let at = error
  while (at instanceof Error && at.cause instanceof Error) at = at.cause
  return at instanceof Error ? at.message : String(at)
}
