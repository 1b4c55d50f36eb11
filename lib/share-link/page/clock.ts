/** How times stand on the page of a link: the zone in words, days only where they differ. Pure. */
import type { Instant } from '#lib/incident/incident.ts'
import { formatDate, formatDay, formatTime, formatUtc, isSameDay, toOffsetIso } from '#lib/time/format.ts'
import { zoneOffset } from '#lib/time/zone.ts'
import { escaped } from './escape.ts'

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** "Thursday 14 May 2026, Berlin time. UTC is two hours earlier." */
export function zoneSentence(day: Instant, zone: string): string {
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  if (/^(?:etc\/)?(?:utc|uct|gmt|zulu|universal)$/i.test(zone)) return `${formatDate(day, zone)}, UTC.`
  const minutes = Math.round(zoneOffset(day, zone) / 60_000)
  const head = `${formatDate(day, zone)}, ${place} time.`
  if (minutes === 0) return `${head} That is UTC just now.`
  return `${head} UTC is ${span(Math.abs(minutes))} ${minutes > 0 ? 'earlier' : 'later'}.`
}

function span(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const whole = `${numbers[hours] ?? hours} ${hours === 1 ? 'hour' : 'hours'}`
  if (rest === 0) return whole
  if (hours === 0) return `${rest} minutes`
  return rest === 30 ? `${numbers[hours] ?? hours} and a half hours` : `${whole} and ${rest} minutes`
}

export type Clock = {
  /** "14:39", or "Tue 12 May 14:39" on another day than the page's. Plain text. */
  words: (at: Instant) => string
  /** "14:39" as an element that says its instant. HTML. */
  time: (at: Instant) => string
  /** "Tue 12 May" when it is another day than the page's, else "". Plain text. */
  otherDay: (at: Instant) => string
  /** "Thursday 14 May". Plain text. */
  day: (at: Instant) => string
}

/** Times of one page: in `zone`, and its date is that of `day`. */
export function clockOf(zone: string, day: Instant): Clock {
  const otherDay = (at: Instant) => (isSameDay(at, day, zone) ? '' : formatDay(at, zone, day))
  return {
    words: (at) => [otherDay(at), formatTime(at, zone)].filter(Boolean).join(' '),
    time: (at) =>
      `<time datetime="${toOffsetIso(at, zone)}" title="${escaped(formatUtc(at))}">${formatTime(at, zone)}</time>`,
    otherDay,
    day: (at) => formatDate(at, zone).replace(/ \d+$/, ''),
  }
}
