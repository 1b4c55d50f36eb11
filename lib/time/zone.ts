/** Anything that names one instant: a Date, an RFC 3339 string with an offset, or milliseconds since 1970. */
export type Instant = Date | string | number

/** The wall clock of one instant in one zone. `weekday` is 0 on Sunday, `month` 1 in January. */
export type WallClock = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
}

// Making an Intl.DateTimeFormat costs far more than using it; a page formats hundreds of times in one zone.
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds since 1970. Throws RangeError on what is not an instant. */
export function toMs(at: Instant): number {
  const ms = typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at)
  if (!Number.isFinite(ms)) throw new RangeError(`Not an instant: ${String(at)}`)
  return ms
}

/** What a clock on the wall in `zone` (an IANA name) shows at that instant. */
export function wallClock(at: Instant, zone: string): WallClock {
  const parts: Record<string, number> = {}
  for (const part of formatterFor(zone).formatToParts(toMs(at))) parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, hour, minute, second, weekday }
}

/** How far the zone is ahead of UTC at that instant, in milliseconds (Berlin in summer: 7 200 000). */
export function zoneOffset(at: Instant, zone: string): number {
  const ms = toMs(at)
  const wall = wallClock(ms, zone)
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)
  return asUtc - Math.floor(ms / 1000) * 1000
}

/**
 * The instant at which the wall clock in `zone` shows `wall`, given as milliseconds of the same reading in UTC.
 * In the hour that a zone skips in spring the later reading is meant, in the hour it repeats in autumn the first.
 */
export function wallToMs(wallAsUtc: number, zone: string): number {
  const before = zoneOffset(wallAsUtc - 86_400_000, zone)
  const after = zoneOffset(wallAsUtc + 86_400_000, zone)
  for (const offset of [before, after]) {
    if (zoneOffset(wallAsUtc - offset, zone) === offset) return wallAsUtc - offset
  }
  return wallAsUtc - before
}

/** Whether this is an IANA zone that the runtime knows. */
export function isZone(zone: string): boolean {
  try {
    return formatterFor(zone) !== undefined
  } catch {
    return false
  }
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  // Digits only: names of days and months differ between versions of ICU, so server and browser could disagree.
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
