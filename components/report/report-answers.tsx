import { AnswerBlock } from '#components/report/answer-block.tsx'
import { EvidenceLink } from '#components/report/evidence-link.tsx'
import { inOrder } from '#components/report/in-order.ts'
import type { Report } from '#lib/report/model.ts'

/** The eight questions, the answers beside them (below them on a phone), and what each answer rests on. */
export function ReportAnswers({ report }: { report: Report }) {
  return report.answers.map(({ number, question, blocks, evidence }) => (
    <section
      key={number}
      id={`question-${number}`}
      className="grid gap-x-8 gap-y-1.5 border-t py-5 md:grid-cols-[200px_minmax(0,1fr)]"
    >
      <h2 className="text-14 flex gap-2 leading-snug font-bold md:block">
        <span className="mono text-12 text-ink-3 font-normal md:mb-0.5 md:block">{number}</span>
        {question}
      </h2>
      <div className="min-w-0 space-y-2">
        {inOrder(blocks, (block) => (
          <AnswerBlock block={block} report={report} />
        ))}
        {evidence.length > 0 && (
          <p className="text-12 text-ink-3 flex flex-wrap items-center gap-x-3">
            Evidence
            {evidence.map((one) => (
              <EvidenceLink key={one.seq} reference={report.ref} evidence={one} />
            ))}
          </p>
        )}
      </div>
    </section>
  ))
}
