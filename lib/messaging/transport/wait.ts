import { longestWait } from '#lib/messaging/model.ts'

/**
 * Milliseconds that `Retry-After` and its like ask to wait at `now`: of seconds or a date, half a second to 15 minutes.
 * null: it asks for nothing that can be read.
 */
export function waitAsked(header: string | null | undefined, now: number = Date.now()): number | null {
  const value = header?.trim() ?? ''
  const seconds = /^\d{1,6}(?:\.\d+)?$/.test(value) ? Number(value) : null
  const wait = seconds === null ? Date.parse(value) - now : seconds * 1000
  return value !== '' && Number.isFinite(wait) ? Math.min(Math.max(wait, 500), longestWait) : null
}
