import type { Kind } from '#lib/incident/incident.ts'
import { formatTime } from '#lib/time/format.ts'
import { layoutTape, type TapeInput, type TapeLayout, type TapeMark } from '#lib/time/tape.ts'

type TapeProps = Omit<TapeInput, 'width' | 'measure'> & {
  /** In a drill nothing red is drawn. */
  kind?: Kind
  className?: string
}

const SANS = { fontFamily: 'var(--font-sans)', fontSize: 12 }
const MONO = { fontFamily: 'var(--font-mono)', fontSize: 12 }
// Paper around a label, so that a line behind it does not run through it.
const HALO = {
  paintOrder: 'stroke',
  stroke: 'var(--halo, var(--paper))',
  strokeWidth: 4,
  strokeLinejoin: 'round',
} as const

/** Drawn for three widths of whatever contains it, so that its words keep their size; one of them shows. */
const WIDTHS = [
  { width: 344, className: '@[30rem]:hidden' },
  { width: 620, className: '@max-[30rem]:hidden @[50rem]:hidden' },
  { width: 940, className: '@max-[50rem]:hidden' },
] as const

/** One incident on one time axis: ruler, impact, phases, marks. Instants in milliseconds. */
export function Tape({ className = '', kind = 'real', ...input }: TapeProps) {
  const words = sentenceOf(input)
  return (
    <div className={`@container ${className}`}>
      {WIDTHS.map((shown) => (
        <Drawing
          key={shown.width}
          layout={layoutTape({ ...input, width: shown.width })}
          words={words}
          kind={kind}
          className={shown.className}
        />
      ))}
    </div>
  )
}

type DrawingProps = { layout: TapeLayout; words: string; kind: Kind; className: string }

function Drawing({ layout, words, kind, className }: DrawingProps) {
  const { width, height, y, pad } = layout
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={`w-full ${className}`} role="img" aria-label={words}>
      <path d={`M${pad} ${y.ruler}H${width - pad}M${pad} ${y.marks}H${width - pad}`} stroke="var(--rule-2)" />
      <Ruler layout={layout} />
      <Impact layout={layout} kind={kind} />
      {layout.phases.map((phase) => (
        <rect
          key={`${phase.name}${phase.x}`}
          x={phase.x}
          y={y.phases}
          width={phase.width}
          height="6"
          fill={phase.live ? 'var(--accent)' : 'var(--bar)'}
        />
      ))}
      <Marks layout={layout} />
      {layout.now && <Now x={layout.now.x} layout={layout} />}
    </svg>
  )
}

function Ruler({ layout: { ticks, y } }: { layout: TapeLayout }) {
  return (
    <>
      {ticks.map((tick) => (
        <path
          key={tick.x}
          d={`M${tick.x} ${y.ruler}v${tick.big ? 7 : 3}`}
          stroke={tick.big ? 'var(--line)' : 'var(--rule-2)'}
        />
      ))}
      {ticks.map(
        (tick) =>
          tick.label && (
            <text key={tick.x} x={tick.x} y={y.label} textAnchor={tick.anchor} {...MONO} fill="var(--ink-3)">
              {tick.label}
            </text>
          ),
      )}
    </>
  )
}

function Impact({ layout: { impact, y }, kind }: { layout: TapeLayout; kind: Kind }) {
  if (!impact) return null
  const { x1, x2 } = impact
  return (
    <>
      <path
        d={`M${x1} ${y.impact - 5}v10M${x1} ${y.impact}H${x2}M${x2} ${y.impact - 5}v10`}
        stroke={kind === 'drill' ? 'var(--drill)' : 'var(--sev1)'}
        strokeWidth="1.5"
        fill="none"
      />
      <text
        x={impact.labelX}
        y={y.impact + 4}
        textAnchor={impact.anchor}
        {...HALO}
        strokeWidth="10"
        {...SANS}
        fill={kind === 'drill' ? 'var(--drill-ink)' : 'var(--sev1-ink)'}
        fontWeight="600"
      >
        {impact.label}
      </text>
    </>
  )
}

function Marks({ layout: { marks, y } }: { layout: TapeLayout }) {
  return (
    <>
      {marks.map((mark) => (
        <g key={`${mark.x}${mark.entries[0]?.label}`}>
          {mark.label !== null && (
            <path
              d={`M${mark.x} ${y.marks}V${mark.y + 1}`}
              stroke={mark.key ? 'var(--ink)' : 'var(--rule-2)'}
            />
          )}
          <rect
            x={mark.x - 2.5}
            y={y.marks - 2.5}
            width="5"
            height="5"
            fill={mark.key ? 'var(--ink)' : 'var(--paper)'}
            stroke="var(--ink)"
          />
        </g>
      ))}
      {marks.map((mark) => mark.label !== null && <Label key={`${mark.x}${mark.label}`} mark={mark} />)}
    </>
  )
}

function Label({ mark }: { mark: TapeMark }) {
  return (
    <text
      x={mark.textX}
      y={mark.y}
      textAnchor={mark.anchor}
      {...HALO}
      {...SANS}
      fill={mark.key ? 'var(--ink)' : 'var(--ink-2)'}
      fontWeight={mark.key ? 650 : 400}
    >
      {mark.label}
    </text>
  )
}

function Now({ x, layout: { y, width } }: { x: number; layout: TapeLayout }) {
  const anchor = x > width - 16 ? 'end' : x < 16 ? 'start' : 'middle'
  return (
    <>
      <path d={`M${x} ${y.ruler}V${y.marks + 4}`} stroke="var(--accent)" strokeWidth="2" />
      <text x={x} y={y.label} textAnchor={anchor} {...SANS} fontWeight="650" fill="var(--accent-ink)">
        now
      </text>
    </>
  )
}

/** The same facts as a sentence, for those who hear the page. */
function sentenceOf({ impact, marks, timeZone }: Omit<TapeInput, 'width'>): string {
  const events = [...marks].sort((a, b) => a.at - b.at)
  const list = events.map((mark) => `${formatTime(mark.at, timeZone)} ${mark.label}`).join(', ')
  return `Timeline. ${impact ? `${impact.label}. ` : ''}${list}`
}
