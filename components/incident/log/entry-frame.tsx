import type { ReactNode } from 'react'
import { CorrectionMark } from '#components/incident/log/correction-mark.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import { formatLateness } from '#lib/time/duration.ts'

/** A one-liner that nobody has to stop at. */
export function Quiet({ children, ...props }: EntryRowProps & { children: ReactNode }) {
  return (
    <div className={`text-ink-2 wrap-anywhere ${props.amended?.undone ? 'line-through decoration-1' : ''}`}>
      {children} <Late entry={props.entry} />
    </div>
  )
}

type WordsProps = EntryRowProps & {
  what?: ReactNode
  by: string
  note?: string | undefined
  children: ReactNode
}

/** Something that was written, under a line that says what it is and whose. */
export function Words({ what, by, note, children, ...props }: WordsProps) {
  const { entry, amended, zone } = props
  const corrections = amended?.corrections
  return (
    <>
      <p>
        {what ? (
          <>
            <b className="font-semibold">{what}</b> by <b className="font-semibold">{by}</b>
          </>
        ) : (
          <b className="font-semibold">{by}</b>
        )}{' '}
        {note && <span className="text-ink-3">{note}</span>} <Late entry={entry} />
      </p>
      {children}
      {corrections && (
        <CorrectionMark corrections={corrections} was={wordsOf(entry, corrections).was ?? ''} zone={zone} />
      )}
    </>
  )
}

/** "added 40 min later" beside what was recorded late; else nothing. */
export function Late({ entry }: Pick<EntryRowProps, 'entry'>) {
  const late = formatLateness(entry.occurredAt, entry.recordedAt)
  return late ? <span className="text-12 text-ink-3">{late}</span> : null
}
