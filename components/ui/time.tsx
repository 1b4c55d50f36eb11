import {
  formatClockTime,
  formatDate,
  formatDay,
  formatDayTime,
  formatTime,
  formatUtc,
  toOffsetIso,
} from '#lib/time/format.ts'
import type { Instant } from '#lib/time/zone.ts'

type TimeProps = {
  at: Instant
  zone: string
  /** `time` 14:05, `clock` 14:05:12, `date` Thursday 14 May 2026; `day` and `dayTime` also need `now`. */
  format?: 'time' | 'clock' | 'date'
  className?: string
}

type DayProps = Omit<TimeProps, 'format'> & { format: 'day' | 'dayTime'; now: Instant }

/** One instant in the viewer's zone; its title says it in UTC. */
export function Time(props: TimeProps | DayProps) {
  const { at, zone, className } = props
  return (
    <time className={className} dateTime={toOffsetIso(at, zone)} title={formatUtc(at)}>
      {textOf(props)}
    </time>
  )
}

function textOf(props: TimeProps | DayProps): string {
  const { at, zone } = props
  switch (props.format) {
    case 'clock':
      return formatClockTime(at, zone)
    case 'date':
      return formatDate(at, zone)
    case 'day':
      return formatDay(at, zone, props.now)
    case 'dayTime':
      return formatDayTime(at, zone, props.now)
    default:
      return formatTime(at, zone)
  }
}
