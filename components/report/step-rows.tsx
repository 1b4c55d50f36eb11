import { EvidenceLink } from '#components/report/evidence-link.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import type { Step } from '#lib/report/model.ts'

/** Decisions and changes on the way to the fix, in the order in which they happened. */
export function StepRows({ rows, reference }: { rows: readonly Step[]; reference: string; zone: string }) {
  return (
    <ol className="text-14 max-w-[44rem] space-y-2">
      {rows.map((step) => (
        <li key={step.seq} className="grid gap-x-3 sm:grid-cols-[minmax(3.25rem,auto)_minmax(0,1fr)]">
          <span>
            <EvidenceLink reference={reference} evidence={{ seq: step.seq, label: step.time }} />
          </span>
          <div className="min-w-0">
            <b className="font-semibold">{step.kind}</b>
            {step.text !== '' && <Markdown text={step.text} />}
            {step.facts.length > 0 && (
              <p className="text-13 text-ink-2 wrap-anywhere">{step.facts.join(', ')}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
