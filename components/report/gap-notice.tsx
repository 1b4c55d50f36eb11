import { FileQuestionMark } from 'lucide-react'
import { Notice } from '#components/ui/notice.tsx'
import type { Gap } from '#lib/report/model.ts'

type GapNoticeProps = { gaps: readonly Gap[]; mayEdit: boolean }

/**
 * What the log does not answer, or answers twice. Each line leads to its question, for those who
 * may edit to its text.
 */
export function GapNotice({ gaps, mayEdit }: GapNoticeProps) {
  if (gaps.length === 0) return null
  const title = gaps.some((gap) => gap.kind === 'contradiction')
    ? 'Some answers are blank or contradict the log'
    : `${gaps.length === 1 ? 'One answer is' : `${gaps.length} answers are`} blank`
  return (
    <div className="pb-5">
      <Notice title={title} icon={<FileQuestionMark className="icon" />}>
        <ul className="mt-1">
          {gaps.map(({ number, text }) => (
            <li key={`${number}${text}`} className="grid grid-cols-[1.5rem_1fr] items-baseline">
              <a
                className="mono text-accent-ink inline-block min-h-6 min-w-6 underline underline-offset-2"
                href={mayEdit ? `#edit-answer_${number}` : `#question-${number}`}
              >
                {number}
              </a>
              {text}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
