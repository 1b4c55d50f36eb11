import { type Desk, Section } from '#components/document/section.tsx'
import { AnswerBlock } from '#components/report/answer-block.tsx'
import { EvidenceRow } from '#components/report/evidence-row.tsx'
import { inOrder } from '#components/report/in-order.ts'
import type { SectionName } from '#lib/document/model.ts'
import type { Report } from '#lib/report/model.ts'

/** What is read for how it is written: how it was solved, whom it met and how. */
const checked = [6, 7, 8]

/** The eight questions, the answers beside them (below them on a phone), and what each answer rests on. */
export function ReportAnswers({ report, desk }: { report: Report; desk: Desk | null }) {
  return report.answers.map(({ number, question, blocks, evidence, blank, edited }) => (
    <section
      key={number}
      id={`question-${number}`}
      className="grid scroll-mt-24 gap-x-8 gap-y-1.5 border-t py-5 md:grid-cols-[200px_minmax(0,1fr)]"
    >
      <h2 className="text-14 flex gap-2 leading-snug font-bold md:block">
        <span className="mono text-12 text-ink-3 font-normal md:mb-0.5 md:block">{number}</span>
        {question}
      </h2>
      <Section
        desk={desk}
        // The eight answers are numbered from 1 to 8.
        section={`answer_${number}` as SectionName}
        title={question}
        isChecked={checked.includes(number)}
        footer={<EvidenceRow reference={report.ref} evidence={evidence} />}
      >
        {blank && edited && <p className="text-ink-3">Nothing stands here.</p>}
        {inOrder(blocks, (block) => (
          <AnswerBlock block={block} of={report} />
        ))}
      </Section>
    </section>
  ))
}
