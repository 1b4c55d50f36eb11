import { EvidenceLink } from '#components/report/evidence-link.tsx'
import { EvidenceRow } from '#components/report/evidence-row.tsx'
import { inOrder } from '#components/report/in-order.ts'
import { Parts } from '#components/report/parts.tsx'
import { correctsWords, type Report, type ToldUpdate } from '#lib/report/model.ts'

/** What stakeholders were told, and whether it came when it was promised. Nothing in versions from before updates. */
export function StakeholderUpdates({ report: { updates, ref, zone } }: { report: Report }) {
  if (!updates) return null
  const { title, rows, line, notes, evidence } = updates
  return (
    <section className="border-t py-5" aria-labelledby="stakeholders-told">
      <h2 id="stakeholders-told" className="text-14 mb-2 font-bold">
        What stakeholders were told
      </h2>
      {title !== null && <p className="text-13 text-ink-2 mb-2 wrap-anywhere">They know it as “{title}”.</p>}
      {rows.length > 0 && (
        <ol className="mb-3">
          {rows.map((row) => (
            <Told key={row.seq} row={row} reference={ref} zone={zone.name} />
          ))}
        </ol>
      )}
      <p className="max-w-[62ch]">
        <b className="font-semibold">{line}</b>{' '}
        {inOrder(notes, (parts) => (
          <>
            <Parts parts={parts} zone={zone.name} />{' '}
          </>
        ))}
      </p>
      <div className="mt-1.5">
        <EvidenceRow reference={ref} evidence={evidence} />
      </div>
    </section>
  )
}

function Told({ row, reference, zone }: { row: ToldUpdate; reference: string; zone: string }) {
  return (
    <li className="grid grid-cols-[9rem_minmax(0,1fr)] items-baseline gap-x-3 border-t py-2 max-sm:grid-cols-1">
      {row.day && <span className="text-13 col-span-full font-semibold">{row.day}</span>}
      <div className="flex flex-wrap items-baseline gap-x-2 sm:block">
        <EvidenceLink reference={reference} evidence={{ seq: row.seq, label: row.time }} />
        <span className="text-13 text-ink-2 sm:block">{row.state}</span>
      </div>
      <div className="max-w-[62ch] min-w-0 wrap-anywhere">
        {row.withdrawn ? (
          <p className="text-14 text-ink-2">The words of this update were taken out.</p>
        ) : (
          <div className="serif text-17">
            <p className="font-semibold">{row.headline}</p>
            <p className="whitespace-pre-line">{row.text}</p>
          </div>
        )}
        <Facts row={row} zone={zone} />
      </div>
    </li>
  )
}

/** The promise that it answered, and what it puts right. */
function Facts({ row, zone }: { row: ToldUpdate; zone: string }) {
  const { promise, corrects } = row
  if (!promise && corrects === null) return null
  return (
    <p className="text-13 text-ink-3 mt-0.5">
      {promise && (
        <span className={promise.kept ? '' : 'text-ink font-semibold'}>
          <Parts parts={promise.parts} zone={zone} />.
        </span>
      )}{' '}
      {correctsWords(row)}
    </p>
  )
}
