import { MeasureTable } from '#components/report/measure-table.tsx'
import { Parts } from '#components/report/parts.tsx'
import { PeopleRows } from '#components/report/people-rows.tsx'
import { StepRows } from '#components/report/step-rows.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import type { Report, ReportBlock } from '#lib/report/model.ts'

const reading = 'serif max-w-[62ch] text-17 leading-[1.52] wrap-anywhere'

type AnswerBlockProps = { block: ReportBlock; of: Pick<Report, 'ref' | 'zone'> }

/** One piece of an answer. What somebody said is set as it was said. */
export function AnswerBlock({ block, of }: AnswerBlockProps) {
  const zone = of.zone.name
  switch (block.type) {
    case 'quote':
      return (
        <blockquote>
          <Markdown text={block.marks ? `“${block.text.trim()}”` : block.text} className={reading} />
        </blockquote>
      )
    case 'words':
      return <Markdown text={block.text} className={reading} />
    case 'note':
      return (
        <p className="text-13 text-ink-2 max-w-[72ch] wrap-anywhere">
          <Parts parts={block.parts} zone={zone} />
        </p>
      )
    case 'measures':
      return <MeasureTable rows={block.rows} zone={zone} />
    case 'people':
      return <PeopleRows rows={block.rows} zone={zone} />
    case 'steps':
      return <StepRows rows={block.rows} reference={of.ref} zone={zone} />
    default:
      return (
        <p className={reading}>
          <Parts parts={block.parts} zone={zone} />
        </p>
      )
  }
}
