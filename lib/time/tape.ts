import { clusterMarks, placeMarks } from '#lib/time/tape-marks.ts'
import { layoutTicks } from '#lib/time/tape-ticks.ts'

/** One incident on one time axis. Instants are milliseconds since 1970, `width` is in px (or points, for paper). */
export type TapeInput = {
  from: number
  to: number
  now?: number
  impact?: { from: number; to: number; label: string }
  phases: readonly TapePhaseInput[]
  marks: readonly TapeMarkInput[]
  width: number
  timeZone: string
  /** Width of a label as it will be set; the default suits Public Sans at 12 px. */
  measure?: (text: string, bold: boolean) => number
}

export type TapePhaseInput = { name: string; from: number; to: number; live?: boolean }

/** A key mark (reported, decision, fix, resolved, closed) is filled and bold and is kept when room is short. */
export type TapeMarkInput = { at: number; label: string; key?: boolean }

export type TapeTick = { x: number; big: boolean; label: string | null; anchor: 'start' | 'middle' | 'end' }

/**
 * A mark at `x` on the mark line. With a label, its leader goes down to `y`, where the text's baseline is at `textX`.
 * `label` is null when there was no room for it. `entries` lists what the mark stands for: more than one in a cluster.
 */
export type TapeMark = {
  x: number
  row: number
  y: number
  textX: number
  anchor: 'start' | 'end'
  label: string | null
  key: boolean
  entries: readonly TapeMarkInput[]
}

/** Where to draw what. All x and y are in the unit of the input's width, from the top left. */
export type TapeLayout = {
  width: number
  height: number
  pad: number
  y: { label: number; ruler: number; impact: number; phases: number; marks: number }
  ticks: TapeTick[]
  impact: { x1: number; x2: number; label: string; labelX: number; anchor: 'start' | 'middle' | 'end' } | null
  phases: { name: string; x: number; width: number; live: boolean }[]
  marks: TapeMark[]
  now: { x: number } | null
}

/** Lines of the drawing, from the top: labels of the ruler, ruler, impact, phases, marks; then rows of labels. */
const Y = { label: 10, ruler: 14, impact: 31, phases: 43, marks: 54 }
const FIRST_ROW = 20
const ROW = 17
const BELOW = 7
const PAD = 2
/** Below this width only key marks are drawn. */
const NARROW = 500
/** Above this number marks are drawn together where they crowd. */
const CROWD = 10

/** The geometry of the tape, for the screen and for paper alike. Never overlaps two labels. */
export function layoutTape(input: TapeInput): TapeLayout {
  const { width, from } = input
  const to = Math.max(input.to, from + 60_000)
  const x = (at: number) =>
    round(PAD + ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * (width - 2 * PAD))
  const measure = input.measure ?? ((text, bold) => text.length * (bold ? 6.9 : 6.4))
  const now = input.now === undefined ? null : { x: x(input.now) }

  const wanted = width < NARROW ? input.marks.filter((mark) => mark.key) : input.marks
  const placed = placeMarks(clusterMarks(wanted, x, CROWD), width, measure)
  const marks = placed.map((mark) => ({ ...mark, y: Y.marks + FIRST_ROW + mark.row * ROW }))
  const rows = marks.reduce((most, mark) => (mark.label === null ? most : Math.max(most, mark.row + 1)), 0)

  return {
    width,
    height: Y.marks + (rows === 0 ? 4 : FIRST_ROW + (rows - 1) * ROW) + BELOW,
    pad: PAD,
    y: Y,
    ticks: layoutTicks({ from, to, width, timeZone: input.timeZone, x, nowX: now?.x ?? null }),
    impact: input.impact ? layoutImpact(input.impact, x, width, measure) : null,
    phases: input.phases.map((phase) => ({
      name: phase.name,
      x: x(phase.from),
      width: Math.max(1, x(phase.to) - x(phase.from) - 2),
      live: phase.live ?? false,
    })),
    marks,
    now,
  }
}

function layoutImpact(
  impact: { from: number; to: number; label: string },
  x: (at: number) => number,
  width: number,
  measure: (text: string, bold: boolean) => number,
): TapeLayout['impact'] {
  const [x1, x2] = [x(impact.from), x(impact.to)]
  const text = measure(impact.label, true)
  const base = { x1, x2, label: impact.label }
  if (text + 24 <= x2 - x1) return { ...base, labelX: (x1 + x2) / 2, anchor: 'middle' }
  // A short impact has no room inside its own line: the label stands beside it.
  if (x2 + 8 + text <= width) return { ...base, labelX: x2 + 8, anchor: 'start' }
  if (x1 - 8 - text >= 0) return { ...base, labelX: x1 - 8, anchor: 'end' }
  return { ...base, labelX: (x1 + x2) / 2, anchor: 'middle' }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
