import { formatDate, formatTime, isSameDay, zoneAbbreviation } from '#lib/time/format.ts'
import type { Instant } from '#lib/time/zone.ts'

/**
 * A time in words that leave the room, with its zone, and with its day where that is not the day of `now`: "22:40 BST",
 * "22:40 BST on Sunday 29 November". They are read beside the date of the day on which they were published.
 */
export function outsideTime(at: Instant, now: Instant, zone: string): string {
  const time = `${formatTime(at, zone)} ${zoneAbbreviation(at, zone)}`
  if (isSameDay(at, now, zone)) return time
  const [day, today] = [formatDate(at, zone), formatDate(now, zone)]
  const isThisYear = day.slice(-4) === today.slice(-4)
  return `${time} on ${isThisYear ? day.slice(0, -5) : day}`
}
