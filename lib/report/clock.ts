/** How a report writes its instants: in one zone, the day only where it is not the day of the report. */
import type { Instant } from '#lib/incident/incident.ts'
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

export type ReportClock = {
  zone: string
  /** "14:02:11"; "Fri 15 May 09:10:00" on another day. */
  exact: (at: Instant) => Part
  /** "14:02"; "Fri 15 May 09:10" on another day. */
  short: (at: Instant) => string
  /** "at 14:02:11", "on Fri 15 May 09:10:00". */
  on: (at: Instant) => Part[]
  /** As `exact`, without seconds where somebody claimed a whole minute. */
  claimed: (at: Instant) => Part
}

/** The clock of a report on an incident that was reported at `reportedAt`, in an IANA zone. */
export function reportClock(zone: string, reportedAt: Instant): ReportClock {
  const offset = zoneOffset(reportedAt, zone)
  const day = (at: Instant) => (isSameDay(at, reportedAt, zone) ? '' : `${formatDay(at, zone, reportedAt)} `)
  // After a change of the clocks one reading means two instants, so the letters of the zone stand beside it.
  const letters = (at: Instant) => (zoneOffset(at, zone) === offset ? '' : ` ${zoneAbbreviation(at, zone)}`)
  const write = (at: Instant, time: string) => `${day(at)}${time}${letters(at)}`
  const exact = (at: Instant) => ({ at, text: write(at, formatClockTime(at, zone)) })
  const short = (at: Instant) => write(at, formatTime(at, zone))
  return {
    zone,
    exact,
    on: (at) => [day(at) === '' ? 'at ' : 'on ', exact(at)],
    short,
    claimed: (at) => (at.endsWith(':00.000Z') ? { at, text: short(at) } : exact(at)),
  }
}

/** "Central European Summer Time (UTC+2)", and the other one where the clocks change within the incident. */
export function zoneWords(zone: string, from: Instant, to: Instant): string {
  const [first, last] = [zoneInWords(from, zone), zoneInWords(to, zone)]
  return first === last ? first : `${first}, after the change of the clocks ${last}`
}
