/** An incident whose people tell those outside, in memory: what tests of updates and of their promises share. */
import { declaration } from './declaration.ts'
import { cast, memoryLog } from './memory-log.ts'

export const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'], ['Tomasz', 'member'])
export const [ines, jonas, priya, tomasz] = people as [Person, Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
export const at = (time: string) => `2026-05-14T${time}.000Z`

export const words = {
  title: 'Customers cannot log in',
  headline: 'Logins fail. We are looking into it.',
  text: 'Whoever is signed in can go on.',
  state: 'looking_into',
  affected: [{ name: 'Log in', state: 'down' }],
}
export const publish = (next: string | null, more: object = {}) => ({
  type: 'publish_update',
  ...words,
  nextUpdateAt: next && at(next),
  ...more,
})
export const over = publish(null, {
  state: 'over',
  headline: 'Logins work.',
  text: 'It is over.',
  affected: [],
})
export const resolve = {
  type: 'resolve',
  solution: 'Reversed',
  impact: { who: 'Customers', how: 'No log in' },
}

/** Declared at 12:00; Ines commands, Jonas communicates. */
export function begun(severity = 'SEV1') {
  const incident = memoryLog(people)
  incident.give(priya, { ...declaration, severity }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  incident.give(ines, { type: 'assign_role', role: 'communications', personId: jonas.id }, at('12:01:30'))
  return incident
}

export const overdue = (dueAt: string) => ({ type: 'note_overdue_update', dueAt: at(dueAt) })
export const nudge = (dueAt: string, minutes: number) => ({ type: 'nudge_update', dueAt: at(dueAt), minutes })
export const set = (severity: string) => ({ type: 'set_severity', severity, reason: 'As it looks now' })
export const reopen = { type: 'reopen', reason: 'It is back' }
