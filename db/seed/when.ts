/** When a story happened, told from now: the demonstration is always about the last twelve months. */
import { wallClock, wallToMs } from '#lib/time/zone.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * Milliseconds since 1970 of a phrase: `34:57 ago`, `2 days ago 16:20:05` or `3 weeks ago tue 09:12:40` (the week
 * begins on Monday), the last two by the clock on the wall in `zone`. Throws on any other phrase.
 */
export function whenWas(phrase: string, now: Date, zone: string): number {
  const ago = /^([\d:]+) ago$/.exec(phrase)
  if (ago) return Math.floor(now.getTime() / 1000) * 1000 - offset(ago[1] ?? '')

  const match = /^(\d+) (day|week)s? ago(?: ([a-z]{3}))? (\d\d):(\d\d):(\d\d)$/.exec(phrase)
  if (!match) throw new Error(`No time of a story: ${phrase}`)
  const [, count, unit, weekday, hour, minute, second] = match
  const today = wallClock(now, zone)
  const monday = today.day - ((today.weekday + 6) % 7)
  const day =
    unit === 'day'
      ? today.day - Number(count)
      : monday - 7 * Number(count) + Math.max(0, weekdays.indexOf(weekday ?? ''))
  const wall = Date.UTC(today.year, today.month - 1, day, Number(hour), Number(minute), Number(second))
  return wallToMs(wall, zone)
}

/** Milliseconds of an offset from the report: `1:08`, `-9:40`, `2:41:00`. Throws on anything else. */
export function offset(text: string): number {
  const match = /^(-?)(?:(\d+):)?(\d+):(\d\d)$/.exec(text)
  if (!match) throw new Error(`No offset from the report: ${text}`)
  const [, sign, hours = '0', minutes, seconds] = match
  const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return (sign ? -total : total) * 1000
}
