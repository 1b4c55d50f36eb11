import { Time } from '#components/ui/time.tsx'
import { isSameDay } from '#lib/time/format.ts'

type MomentProps = {
  at: string
  zone: string
  /** When the page was rendered, in milliseconds: what counts as today. */
  now: number
  /** The moment said before this one: its day needs no repeating. */
  after?: string | null
  /** With its seconds, when it is today. */
  isExact?: boolean
  className?: string
}

/** "14:05", with its day where that is not plain: "Tue 12 May 14:05" for what was not today. */
export function Moment({ at, zone, now, after = null, isExact = false, className = '' }: MomentProps) {
  const isPlain = isSameDay(at, after ?? new Date(now).toISOString(), zone)
  return isPlain ? (
    <Time at={at} zone={zone} format={isExact ? 'clock' : 'time'} className={className} />
  ) : (
    <Time at={at} zone={zone} format="dayTime" now={now} className={className} />
  )
}
