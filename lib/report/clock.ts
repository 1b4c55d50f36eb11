/** How a report writes its instants: in one zone, the day only where it is not the day of the report. */
import type { Instant } from '#lib/incident/incident.ts'
import { formatLateness } from '#lib/time/duration.ts'
import {
  formatClockTime,
  formatDay,
  formatTime,
  isSameDay,
  zoneAbbreviation,
  zoneInWords,
} from '#lib/time/format.ts'
import { zoneOffset } from '#lib/time/zone.ts'
import type { Part } from './model.ts'

const MONTH = 30 * 86_400_000

export type ReportClock = {
  zone: string
  /** "14:02:11"; "Fri 15 May 09:10:00" on another day. */
  exact: (at: Instant) => Part
  /** "14:02"; "Fri 15 May 09:10" on another day. */
  short: (at: Instant) => string
  /** "at 14:02:11", "on Fri 15 May at 09:10:00". */
  on: (at: Instant) => Part[]
  /** "at 14:02", "on Fri 15 May at 09:10". */
  shortOn: (at: Instant) => string
  /** The end of a span that begins at `from`: as `exact`, its day only where it is another one than that of `from`. */
  exactUntil: (at: Instant, from: Instant) => Part
  /** The same as `short`. */
  shortUntil: (at: Instant, from: Instant) => string
  /** As `exact`, without seconds where somebody claimed a whole minute. */
  claimed: (at: Instant) => Part
  /** The same as `on`. */
  claimedOn: (at: Instant) => Part[]
  /** "added 40 min later", "added on Sun 29 Nov 2026" where that is more than a month; null when in time. */
  late: (at: Instant, recordedAt: Instant) => string | null
}

/** The clock of a report on an incident that was reported at `reportedAt`, in an IANA zone. */
export function reportClock(zone: string, reportedAt: Instant): ReportClock {
  const offset = zoneOffset(reportedAt, zone)
  const day = (at: Instant) => (isSameDay(at, reportedAt, zone) ? '' : `${formatDay(at, zone, reportedAt)} `)
  // After a change of the clocks one reading means two instants, so the letters of the zone stand beside it.
  const letters = (at: Instant) => (zoneOffset(at, zone) === offset ? '' : ` ${zoneAbbreviation(at, zone)}`)
  const exactTime = (at: Instant) => `${formatClockTime(at, zone)}${letters(at)}`
  const shortTime = (at: Instant) => `${formatTime(at, zone)}${letters(at)}`
  const dayAfter = (at: Instant, from: Instant) => (isSameDay(at, from, zone) ? '' : day(at))
  const lead = (at: Instant) => (day(at) === '' ? 'at ' : `on ${day(at)}at `)
  const exact = (at: Instant) => ({ at, text: `${day(at)}${exactTime(at)}` })
  const short = (at: Instant) => `${day(at)}${shortTime(at)}`
  return {
    zone,
    exact,
    short,
    on: (at) => [lead(at), { at, text: exactTime(at) }],
    shortOn: (at) => `${lead(at)}${shortTime(at)}`,
    exactUntil: (at, from) => ({ at, text: `${dayAfter(at, from)}${exactTime(at)}` }),
    shortUntil: (at, from) => `${dayAfter(at, from)}${shortTime(at)}`,
    claimed: (at) => (isWholeMinute(at) ? { at, text: short(at) } : exact(at)),
    claimedOn: (at) => [lead(at), { at, text: isWholeMinute(at) ? shortTime(at) : exactTime(at) }],
    late: (at, recordedAt) =>
      Date.parse(recordedAt) - Date.parse(at) > MONTH
        ? `added on ${formatDay(recordedAt, zone, reportedAt)}`
        : formatLateness(at, recordedAt),
  }
}

function isWholeMinute(at: Instant): boolean {
  return at.endsWith(':00.000Z')
}

/** "Central European Summer Time (UTC+2)", and the other one where the clocks change within the incident. */
export function zoneWords(zone: string, from: Instant, to: Instant): string {
  const [first, last] = [zoneInWords(from, zone), zoneInWords(to, zone)]
  return first === last ? first : `${first}, after the change of the clocks ${last}`
}
