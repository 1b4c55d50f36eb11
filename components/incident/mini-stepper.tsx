import { courseStatuses, type Status } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'

const way: readonly Status[] = courseStatuses

/** Six short bars and the word: how far an incident is, in a list. */
export function MiniStepper({ status }: { status: Status }) {
  const current = way.indexOf(status)
  const isOver = status === 'closed'
  return (
    <span className="inline-flex items-center gap-2">
      <span className="mini-steps inline-grid w-[84px] grid-cols-6 gap-[3px]" aria-hidden="true">
        {way.map((each, i) => (
          <span key={each} className={`h-[5px] ${barColour(i, current, isOver)}`} />
        ))}
      </span>
      <span className="font-medium">{statusNames[status]}</span>
    </span>
  )
}

function barColour(index: number, current: number, isOver: boolean): string {
  if (index < current || isOver) return 'is-past bg-bar'
  return index === current ? 'is-now bg-accent' : 'bg-rule-2'
}
