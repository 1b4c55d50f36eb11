import { classify, fewest, isInWindow, type Past, spreadOf } from '#lib/now/model.ts'
import { formatDuration } from '#lib/time/duration.ts'

const minute = 60
const hour = 3600

const measures = [
  {
    name: 'Response time',
    meaning: 'from the report to the first answer',
    field: 'responseSeconds',
    bounds: [minute, 2 * minute, 5 * minute, 15 * minute, hour],
    labels: ['1 min', '2 min', '5 min', '15 min', '1 h', 'more'],
  },
  {
    name: 'Time to resolve',
    meaning: 'from the report',
    field: 'resolveSeconds',
    bounds: [15 * minute, 30 * minute, hour, 2 * hour, 4 * hour],
    labels: ['15 min', '30 min', '1 h', '2 h', '4 h', 'more'],
  },
] as const

/** Median, p90 and n of real SEV1 and SEV2 incidents of the last 90 days; of fewer than five, nothing is drawn. */
export function ResponseTimes({ history, now }: { history: readonly Past[]; now: number }) {
  const counted = history.filter((past) => past.severity !== 'SEV3' && isInWindow(past, now))
  return (
    <section className="mt-7" aria-labelledby="response-times">
      <h2 id="response-times" className="sec rule-sec">
        Response times
      </h2>
      <p className="text-12 text-ink-3 mt-1">SEV1 and SEV2 reported in the last 90 days, drills left out.</p>
      {measures.map((measure) => (
        <Measured key={measure.name} {...measure} values={counted.map((past) => past[measure.field])} />
      ))}
    </section>
  )
}

type MeasuredProps = Pick<(typeof measures)[number], 'name' | 'meaning' | 'bounds' | 'labels'> & {
  values: readonly (number | null)[]
}

function Measured({ name, meaning, values, bounds, labels }: MeasuredProps) {
  const { n, median, p90 } = spreadOf(values)
  if (median === null) {
    return (
      <div className="border-t py-3 first-of-type:border-t-0">
        <p className="text-12 text-ink-3">
          {name}, {meaning}
        </p>
        <p className="text-ink-2 mt-0.5">
          {n === 0 ? 'No incident yet' : n === 1 ? 'One incident' : `${n} incidents`}. A median needs {fewest}
          .
        </p>
      </div>
    )
  }
  return (
    <div className="border-t py-3 first-of-type:border-t-0">
      <p className="text-12 text-ink-3">
        {name}, {meaning}
      </p>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3">
        <span className="mono text-24 font-medium tracking-[-.02em]">{formatDuration(median)}</span>
        <span className="text-13 text-ink-2">
          median of {n}, p90 <span className="mono">{formatDuration(p90)}</span>
        </span>
      </p>
      <Classes name={name} labels={labels} counts={classify(values, bounds)} />
    </div>
  )
}

type ClassesProps = { name: string; labels: readonly string[]; counts: readonly number[] }

const width = 344
const floor = 48

function Classes({ name, labels, counts }: ClassesProps) {
  const most = Math.max(...counts)
  const step = width / counts.length
  const words = counts.map((count, index) => `${rangeOf(labels, index)} ${count}`).join(', ')
  return (
    <>
      <svg
        viewBox={`0 0 ${width} 66`}
        className="mt-1 w-full max-w-[376px]"
        role="img"
        aria-label={`${name}, incidents by length: ${words}`}
        fontFamily="var(--font-sans)"
        fontSize="12"
        textAnchor="middle"
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 0 : 3 + (count / most) * 28
          const x = index * step
          return (
            <g key={labels[index]}>
              <rect x={x + 4} y={floor - height} width={step - 8} height={height} fill="var(--bar)" />
              {count > 0 && (
                <text x={x + step / 2} y={floor - height - 4} fill="var(--ink-2)">
                  {count}
                </text>
              )}
              <text x={x + step / 2} y={floor + 15} fill="var(--ink-3)">
                {index === labels.length - 1 ? 'more' : `≤ ${labels[index]}`}
              </text>
            </g>
          )
        })}
        <path d={`M0 ${floor}H${width}`} stroke="var(--rule-2)" />
      </svg>
      <details className="text-12 text-ink-3">
        <summary className="min-h-6 w-fit leading-6">Show as table</summary>
        <table className="text-13 text-ink-2 mt-1 max-w-[240px]">
          <thead>
            <tr>
              <th scope="col">{name}</th>
              <th scope="col" className="!text-right">
                Incidents
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.map((count, index) => (
              <tr key={labels[index]} className="border-t">
                <td className="py-1">{rangeOf(labels, index)}</td>
                <td className="mono text-right">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function rangeOf(labels: readonly string[], index: number): string {
  const last = labels.length - 1
  return index === last ? `more than ${labels[last - 1]}` : `up to ${labels[index]}`
}
