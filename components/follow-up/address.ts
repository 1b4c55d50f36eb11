import type { Route } from 'next'
import type { FollowUpQuery } from '#lib/follow-up/input.ts'

/** The address of the list with this filter; what is not set is left out. */
export function followUpsAddress(query: FollowUpQuery): Route {
  const search = searchOf(query)
  // Only the query varies; the path is the list's own.
  return (search ? `/follow-ups?${search}` : '/follow-ups') as Route
}

/** Whether the list is narrowed by more than its view. */
export function isNarrowed({ state, kind, owner, incident, q }: FollowUpQuery): boolean {
  return searchOf({ state, kind, owner: owner === 'me' ? undefined : owner, incident, q }) !== ''
}

/** Which of the three views this is; null: none of them. */
export function viewOf({ owner, due }: FollowUpQuery): 'mine' | 'overdue' | 'all' | null {
  if (owner === 'me') return due ? null : 'mine'
  if (due) return owner ? null : 'overdue'
  return owner ? null : 'all'
}

function searchOf(query: FollowUpQuery): string {
  const params = new URLSearchParams()
  const { q, state, kind, owner, incident, due, cursor } = query
  for (const [name, value] of Object.entries({ q, state, kind, owner, incident, due, cursor })) {
    if (value) params.set(name, value)
  }
  return params.toString()
}
