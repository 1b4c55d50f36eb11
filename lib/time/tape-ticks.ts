import type { TapeTick } from '#lib/time/tape.ts'
import { wallClock, wallToMs, zoneOffset } from '#lib/time/zone.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Labelled steps with the small steps between them. */
const STEPS: readonly (readonly [number, number])[] = [
  [MINUTE, 10_000],
  [2 * MINUTE, 30_000],
  [5 * MINUTE, MINUTE],
  [10 * MINUTE, MINUTE],
  [15 * MINUTE, 5 * MINUTE],
  [30 * MINUTE, 5 * MINUTE],
  [HOUR, 10 * MINUTE],
  [2 * HOUR, 30 * MINUTE],
  [3 * HOUR, HOUR],
  [6 * HOUR, HOUR],
  [12 * HOUR, 3 * HOUR],
  [DAY, 6 * HOUR],
  [2 * DAY, 12 * HOUR],
  [7 * DAY, DAY],
  [14 * DAY, 7 * DAY],
  [28 * DAY, 7 * DAY],
  [84 * DAY, 28 * DAY],
  [364 * DAY, 28 * DAY],
]
/** The least room between two labels, and between two small ticks, in px. */
const LABEL_ROOM = 100
const TICK_ROOM = 5
/** Half of "14:10", half of "now", and a gap; at the edges a label hangs to one side, so all of it. */
const NOW_ROOM = 40
const NOW_ROOM_AT_EDGE = 50
/** Nearer to an edge than this a label hangs inwards. */
const EDGE = 22
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Axis = {
  from: number
  to: number
  width: number
  timeZone: string
  x: (at: number) => number
  nowX: number | null
}

/** The ruler: ticks at round times of the wall clock in the zone, also across a change of summer time. */
export function layoutTicks(axis: Axis): TapeTick[] {
  const { from, to, width, timeZone, x } = axis
  const perMs = width / (to - from)
  const [big, small] = STEPS.find(([step]) => step * perMs >= LABEL_ROOM) ?? [364 * DAY, 28 * DAY]
  const step = small * perMs >= TICK_ROOM ? small : big
  const ticks: TapeTick[] = []
  const last = to + zoneOffset(to, timeZone)
  for (let wall = roundUp(from + zoneOffset(from, timeZone), step); wall <= last; wall += step) {
    const at = wallToMs(wall, timeZone)
    if (at < from || at > to) continue
    const here = x(at)
    const isBig = wall % big === 0
    const label = isBig && hasRoom(here, axis) ? tickLabel(at, timeZone, big) : null
    ticks.push({
      x: here,
      big: isBig,
      label,
      anchor: here < EDGE ? 'start' : here > width - EDGE ? 'end' : 'middle',
    })
  }
  return ticks
}

/** "14:10"; at midnight, and where steps are days, "12 May". */
function tickLabel(at: number, zone: string, step: number): string {
  const { day, month, hour, minute } = wallClock(at, zone)
  const isMidnight = hour === 0 && minute === 0
  if (step >= DAY || (isMidnight && step >= HOUR)) return `${day} ${MONTHS[month - 1]}`
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function hasRoom(x: number, { nowX, width }: Axis): boolean {
  const room = x < EDGE || x > width - EDGE ? NOW_ROOM_AT_EDGE : NOW_ROOM
  return nowX === null || Math.abs(x - nowX) > room
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}
