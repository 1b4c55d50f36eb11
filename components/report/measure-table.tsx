import { Check, X } from 'lucide-react'
import { Parts } from '#components/report/parts.tsx'
import { type Measure, targetWords } from '#lib/report/model.ts'

/** How long each took, from when to when, and the target where there is one. */
export function MeasureTable({ rows, zone }: { rows: readonly Measure[]; zone: string }) {
  return (
    <table className="text-14 max-w-[44rem]">
      <caption className="vh">Times of the response</caption>
      <thead className="vh">
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Length</th>
          <th scope="col">Counted</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.name}
            className="border-t first:border-t-0 max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:py-1.5"
          >
            <th scope="row" className="!text-14 !text-ink !font-normal sm:py-1.5">
              {row.name}
            </th>
            <td
              className={`text-right whitespace-nowrap sm:py-1.5 ${row.seconds === null ? 'text-ink-3' : 'mono'}`}
            >
              {row.value}
            </td>
            <td className="text-13 text-ink-2 max-sm:col-span-2 sm:w-[15rem] sm:py-1.5 sm:pl-5">
              <Parts parts={row.base} zone={zone} />
              {row.target && <Target target={row.target} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Target({ target }: { target: NonNullable<Measure['target']> }) {
  const Mark = target.met ? Check : X
  return (
    <span className="flex items-center gap-1">
      <Mark className={`icon icon-sm ${target.met ? 'text-ok-ink' : 'text-sev1-ink'}`} />
      {targetWords(target)}
    </span>
  )
}
