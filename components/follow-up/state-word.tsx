import { Check, Circle, CircleDot, X } from 'lucide-react'
import { type FollowUpState, stateNames } from '#lib/follow-up/model.ts'

const icons = { open: Circle, in_progress: CircleDot, done: Check, dropped: X } as const

/** A state as a sign and a word; `more`: something is asked before it comes to that. */
export function StateWord({ state, more = false }: { state: FollowUpState; more?: boolean }) {
  const Icon = icons[state]
  const colour = state === 'done' ? 'text-ok-ink' : state === 'dropped' ? 'text-ink-3' : 'text-ink-2'
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colour}`}>
      <Icon className="icon icon-sm" />
      {more ? `${stateNames[state]}…` : stateNames[state]}
    </span>
  )
}
