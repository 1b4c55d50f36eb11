import { EvidenceLink } from '#components/report/evidence-link.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { leftOutWords, type Report, type TimelineRow } from '#lib/report/model.ts'

/** Above this only what is marked as key is shown: the PDF and the log have the rest. */
const most = 200

/** The key moments of the log, by the time at which they happened. */
export function KeyMoments({ report }: { report: Report }) {
  const { timeline, entries, ref } = report
  const shown = timeline.length > most ? timeline.filter((row) => row.key).slice(0, most) : timeline
  const left = entries - shown.length
  return (
    <section className="border-t pt-5" aria-labelledby="key-moments">
      <h2 id="key-moments" className="text-14 mb-2 font-bold">
        Key moments
      </h2>
      {report.late && <p className="text-13 text-ink-2 mb-2">{report.late}</p>}
      <Moments rows={shown} reference={ref} />
      {left > 0 && <p className="text-13 text-ink-3 mt-2">{leftOutWords(left)}</p>}
    </section>
  )
}

/** Moments of the log, each leading to its entry. */
export function Moments({ rows, reference }: { rows: readonly TimelineRow[]; reference: string }) {
  return (
    <ol>
      {rows.map((row) => (
        <Moment key={row.seq} row={row} reference={reference} />
      ))}
    </ol>
  )
}

function Moment({ row, reference }: { row: TimelineRow; reference: string }) {
  return (
    <li className="text-14 grid grid-cols-[5rem_4rem_minmax(0,1fr)] items-baseline gap-x-2 border-t py-1 max-sm:grid-cols-[5rem_1fr]">
      {row.day && <span className="text-13 col-span-full font-semibold">{row.day}</span>}
      <EvidenceLink reference={reference} evidence={{ seq: row.seq, label: row.time }} />
      <span className="mono text-13 text-ink-3">{row.elapsed}</span>
      <div className="min-w-0 wrap-anywhere max-sm:col-span-2">
        {row.lead && <b className="font-semibold">{row.body === null ? `${row.lead}. ` : row.lead}</b>}
        {row.body !== null && <Markdown text={row.body} />}
        {row.text !== '' && <span className={row.body === null ? '' : 'text-13 text-ink-2'}>{row.text}</span>}
        {row.late && <span className="text-12 text-ink-3"> {row.late}</span>}
      </div>
    </li>
  )
}
