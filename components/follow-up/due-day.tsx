import { Attention } from '#components/ui/attention.tsx'
import { type Day, dayWords, dueMark, type FollowUp } from '#lib/follow-up/model.ts'

type DueDayProps = { followUp: Pick<FollowUp, 'state' | 'dueOn'>; today: Day; isLoud: boolean }

/** The due day, and a mark where it is near or past. Inverse video where it is `isLoud`: two or three at most. */
export function DueDay({ followUp, today, isLoud }: DueDayProps) {
  const { dueOn } = followUp
  if (dueOn === null) return <span className="text-ink-3">No day</span>
  const mark = dueMark(followUp, today)
  return (
    <span className="whitespace-nowrap">
      <time dateTime={dueOn} className="mono text-13">
        {dayWords(dueOn, today)}
      </time>
      {mark && isLoud && (
        <span className="ml-1.5">
          <Attention>{mark}</Attention>
        </span>
      )}
      {mark && !isLoud && <span className="text-13 ml-1.5 font-semibold">{mark}</span>}
    </span>
  )
}

/** Those whose mark is in inverse video: the first few that are overdue, or due next. */
export function loudOf(rows: readonly FollowUp[], today: Day, most = 2): ReadonlySet<string> {
  const marked = rows.filter((row) => dueMark(row, today) !== null)
  return new Set(marked.slice(0, most).map(({ id }) => id))
}
