import { type Instant, toMs } from '#lib/time/zone.ts'

// A narrow no-break space ties a number to its unit, a no-break space keeps the parts of one duration together.
const THIN = '\u202f'
const TIE = '\u00a0'
const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** "59 s", "1 min 59 s", "2 h 41 min", "1 day 4 h", "3 days" from whole seconds; what is negative counts as 0. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds))
  if (total < MINUTE) return unit(total, 's')
  if (total < HOUR) return pair(unit(Math.floor(total / MINUTE), 'min'), total % MINUTE, 's')
  if (total < DAY)
    return pair(unit(Math.floor(total / HOUR), 'h'), Math.floor((total % HOUR) / MINUTE), 'min')
  const days = Math.floor(total / DAY)
  const text = unit(days, days === 1 ? 'day' : 'days')
  return days < 3 ? pair(text, Math.floor((total % DAY) / HOUR), 'h') : text
}

/** The length of a span, as `formatDuration` writes it. */
export function durationBetween(from: Instant, to: Instant): string {
  return formatDuration((toMs(to) - toMs(from)) / 1000)
}

/** "T+03" minutes since the report, "T−04" before it (a real minus), "T+1:43" from 100 minutes on, "T+5 d" from 100 h. */
export function formatElapsed(at: Instant, reportedAt: Instant): string {
  const minutes = Math.floor((toMs(at) - toMs(reportedAt)) / 60_000)
  const size = Math.abs(minutes)
  const hours = Math.floor(size / 60)
  const text =
    size < 100 ? two(size) : hours < 100 ? `${hours}:${two(size % 60)}` : unit(Math.floor(hours / 24), 'd')
  return `T${minutes < 0 ? '−' : '+'}${text}`
}

/** "00:34:57": a running clock from whole seconds; hours go on past 99. */
export function formatRunningClock(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds))
  return `${two(Math.floor(total / HOUR))}:${two(Math.floor((total % HOUR) / MINUTE))}:${two(total % MINUTE)}`
}

/** "8 min ago", "2 h 41 min ago", "3 days ago". Within a minute it is seconds, never "a moment". */
export function formatAge(at: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.floor((toMs(now) - toMs(at)) / 1000))
  // Nobody needs the seconds of an old thing, and they would make it flicker.
  const shown = seconds < MINUTE ? seconds : seconds - (seconds % MINUTE)
  return `${formatDuration(shown)} ago`
}

/** "added 40 min later" from 5 minutes on: people type late, and nobody minds a minute. Null when in time. */
export function formatLateness(occurredAt: Instant, recordedAt: Instant): string | null {
  const seconds = (toMs(recordedAt) - toMs(occurredAt)) / 1000
  if (seconds < 5 * MINUTE) return null
  return `added ${formatDuration(seconds - (seconds % MINUTE))} later`
}

/** "2:08" past a promise, "1:02:08" from an hour on: the number after the word "Overdue". */
export function formatOverdue(dueAt: Instant, now: Instant): string {
  const total = Math.max(0, Math.floor((toMs(now) - toMs(dueAt)) / 1000))
  const tail = `${two(total % MINUTE)}`
  if (total < HOUR) return `${Math.floor(total / MINUTE)}:${tail}`
  return `${Math.floor(total / HOUR)}:${two(Math.floor((total % HOUR) / MINUTE))}:${tail}`
}

/** "PT1M59S": a duration for `<time datetime>`. */
export function toIsoDuration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds))
  return `PT${Math.floor(total / HOUR)}H${Math.floor((total % HOUR) / MINUTE)}M${total % MINUTE}S`
}

function pair(head: string, rest: number, name: string): string {
  return rest === 0 ? head : `${head}${TIE}${unit(rest, name)}`
}

function unit(value: number, name: string): string {
  return `${value}${THIN}${name}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
