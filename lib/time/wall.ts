import { type Instant, toMs, wallClock, wallToMs } from '#lib/time/zone.ts'

const AHEAD_MS = 5 * 60_000

/**
 * The instant that somebody means who types "14:05" or "14:05:12" in a zone: today's, or yesterday's when today's
 * is more than five minutes ahead. Null when it is no time of day.
 */
export function parseTimeOfDay(text: string, zone: string, now: Instant): Date | null {
  const match = /^\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*$/.exec(text)
  if (!match) return null
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  const today = wallClock(now, zone)
  const at = (shift: number) =>
    wallToMs(Date.UTC(today.year, today.month - 1, today.day + shift, hour, minute, second), zone)
  return new Date(at(0) > toMs(now) + AHEAD_MS ? at(-1) : at(0))
}

/** "2026-05-14T14:05", or with its seconds: what an `<input type="datetime-local">` holds, in the zone. */
export function toDateTimeLocal(at: Instant, zone: string, to: 'minutes' | 'seconds' = 'minutes'): string {
  const { year, month, day, hour, minute, second } = wallClock(at, zone)
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString()
  return wall.slice(0, to === 'seconds' ? 19 : 16)
}

/** The instant that a value of an `<input type="datetime-local">` means in the zone, null when it is not one. */
export function fromDateTimeLocal(text: string, zone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return null
  const wall = Date.parse(`${text}Z`)
  return Number.isNaN(wall) ? null : new Date(wallToMs(wall, zone))
}
