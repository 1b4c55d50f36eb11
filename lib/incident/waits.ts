/** For whom and for what a resolved incident waits: the list of reports, and its filter. Pure. */
import type { Incident, PersonRef } from './incident.ts'
import { stepsOwed } from './owed.ts'
import { reportHolder } from './policy.ts'

export const waits = ['me', 'approve', 'send', 'post_mortem', 'close'] as const
/** `me`: the next step is the reader's. The others: that step is next, or in the way of the close. */
export type Waits = (typeof waits)[number]

/** Whether the incident belongs into that list of `reader` (an id of a person). */
export function isWaiting(incident: Incident, what: Waits, reader: string): boolean {
  if (incident.status !== 'resolved') return false
  const owed = stepsOwed(incident)
  switch (what) {
    case 'me':
      return waitsFor(incident)?.id === reader
    case 'approve':
      return owed.includes('approve') || owed.includes('draft')
    case 'close':
      return owed.length === 0 || owed[0] === 'bug'
    default:
      return owed.includes(what)
  }
}

/** Whose the next step is: the post-mortem's owner, else whoever holds command or held it last. */
export function waitsFor(incident: Incident): PersonRef | null {
  if (incident.status !== 'resolved') return null
  const holder = reportHolder(incident)
  const [step] = stepsOwed(incident)
  return step === 'post_mortem' ? (incident.documents.postMortem.owner ?? holder) : holder
}
