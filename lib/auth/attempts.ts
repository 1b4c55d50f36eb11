import { AppError } from '#lib/errors.ts'
import { singleton } from '#lib/singleton.ts'

// Ten wrong passwords a minute for one address: no guesser gets far, and nobody is shut out for long.
const most = 10
const windowMs = 60_000

const failures = singleton('sign-in-failures', () => new Map<string, number[]>())

/** Throws AppError `rate_limited` when this address has had too many wrong passwords within the last minute. */
export function checkAttempts(email: string, now = Date.now()): void {
  if (recent(email, now).length < most) return
  throw new AppError('rate_limited', 'Too many tries with this address. Wait a minute, then try again.')
}

/** Counts a wrong password. */
export function noteFailure(email: string, now = Date.now()): void {
  // Made-up addresses must not fill the memory: the oldest are forgotten first.
  if (failures.size > 10_000) failures.delete(failures.keys().next().value ?? '')
  const times = recent(email, now)
  failures.delete(email)
  failures.set(email, [...times, now].slice(-most))
}

function recent(email: string, now: number): number[] {
  return (failures.get(email) ?? []).filter((at) => at > now - windowMs)
}
