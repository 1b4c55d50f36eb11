import { Check, Circle, CircleDot, X } from 'lucide-react'
import { type FollowUpState, stateNames } from '#lib/follow-up/model.ts'

const icons = { open: Circle, in_progress: CircleDot, done: Check, dropped: X } as const

/** A state as a sign and a word. */
export function StateWord({ state }: { state: FollowUpState }) {
  const Icon = icons[state]
  const colour = state === 'done' ? 'text-ok-ink' : state === 'dropped' ? 'text-ink-3' : 'text-ink-2'
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colour}`}>
      <Icon className="icon icon-sm" />
      {stateNames[state]}
    </span>
  )
}
