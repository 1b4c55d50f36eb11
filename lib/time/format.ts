import { type Instant, toMs, wallClock, zoneOffset } from '#lib/time/zone.ts'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "14:05", 24 hours, in an IANA zone. */
export function formatTime(at: Instant, zone: string): string {
  const { hour, minute } = wallClock(at, zone)
  return `${two(hour)}:${two(minute)}`
}

/** "14:05:12": times in the log. */
export function formatClockTime(at: Instant, zone: string): string {
  const { hour, minute, second } = wallClock(at, zone)
  return `${two(hour)}:${two(minute)}:${two(second)}`
}

/** "Thursday 14 May 2026": the date that stands once on a page. */
export function formatDate(at: Instant, zone: string): string {
  const { weekday, day, month, year } = wallClock(at, zone)
  return `${DAYS[weekday]} ${day} ${MONTHS[month - 1]} ${year}`
}

/** "Tue 12 May", and with the year when that is not the year of `now`. */
export function formatDay(at: Instant, zone: string, now: Instant): string {
  const { weekday, day, month, year } = wallClock(at, zone)
  const short = `${DAYS[weekday]?.slice(0, 3)} ${day} ${MONTHS[month - 1]?.slice(0, 3)}`
  return year === wallClock(now, zone).year ? short : `${short} ${year}`
}

/** "Today 11:20" or "Tue 12 May 17:05": a moment in a list that spans days. */
export function formatDayTime(at: Instant, zone: string, now: Instant): string {
  const day = isSameDay(at, now, zone) ? 'Today' : formatDay(at, zone, now)
  return `${day} ${formatTime(at, zone)}`
}

/** "14:05", with its day where that is not the day of `now`: "Tue 12 May 14:05". */
export function formatMoment(at: Instant, zone: string, now: Instant): string {
  return isSameDay(at, now, zone) ? formatTime(at, zone) : formatDayTime(at, zone, now)
}

/** Whether two instants fall on one calendar day in the zone. */
export function isSameDay(a: Instant, b: Instant, zone: string): boolean {
  const [left, right] = [wallClock(a, zone), wallClock(b, zone)]
  return left.year === right.year && left.month === right.month && left.day === right.day
}

/** "14 May 2026, 12:05:12 UTC": the title of every time on screen. */
export function formatUtc(at: Instant): string {
  const { day, month, year } = wallClock(at, 'UTC')
  return `${day} ${MONTHS[month - 1]} ${year}, ${formatClockTime(at, 'UTC')} UTC`
}

/** "2026-05-14T14:05:12+02:00": what `<time datetime>` carries. */
export function toOffsetIso(at: Instant, zone: string): string {
  const ms = toMs(at)
  const offset = zoneOffset(ms, zone)
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const suffix = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return new Date(ms + offset).toISOString().slice(0, 19) + suffix
}

/** "CEST", "UTC", or "UTC+8" where a zone has no letters of its own. */
export function zoneAbbreviation(at: Instant, zone: string): string {
  // Each English knows the letters of its own continents: CEST in Britain's, EDT in America's.
  for (const locale of ['en-GB', 'en-US', 'en-AU']) {
    const name = zoneNamePart(at, zone, locale, 'short')
    if (name && !/\d/.test(name) && name !== 'GMT') return name
  }
  return formatOffset(at, zone)
}

/** "Central European Summer Time (UTC+2)": the zone in words, for reports and whatever leaves the room. */
export function zoneInWords(at: Instant, zone: string): string {
  const offset = formatOffset(at, zone)
  const name = zoneNamePart(at, zone, 'en-GB', 'long')
  if (offset === 'UTC' && zone.endsWith('UTC')) return 'Coordinated Universal Time (UTC)'
  return name && !/\d/.test(name) ? `${name} (${offset})` : `${zone.replaceAll('_', ' ')} (${offset})`
}

/** "UTC+2", "UTC−3:30", "UTC". */
export function formatOffset(at: Instant, zone: string): string {
  const minutes = Math.round(zoneOffset(at, zone) / 60_000)
  if (minutes === 0) return 'UTC'
  const rest = Math.abs(minutes) % 60
  const hours = Math.floor(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${two(rest)}`}`
}

// As in zone.ts: made once, used for every sentence of a document.
const namers = new Map<string, Intl.DateTimeFormat>()

function zoneNamePart(at: Instant, zone: string, locale: string, timeZoneName: 'short' | 'long') {
  const key = `${locale} ${timeZoneName} ${zone}`
  const format = namers.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName })
  namers.set(key, format)
  return format.formatToParts(toMs(at)).find((part) => part.type === 'timeZoneName')?.value
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
