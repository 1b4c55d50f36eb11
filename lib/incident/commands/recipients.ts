/** Those whom a document is sent to. Pure. */
import type { PersonRef } from '#lib/incident/incident.ts'
import { listWords } from '#lib/incident/words.ts'
import { conflict, type KnownStakeholder, type Refused } from './command.ts'

/** As the log names a recipient: no address (D2). */
export function named({ id, name }: KnownStakeholder): PersonRef {
  return { id, name }
}

/** Refuses a second mail of the same version, as when two people press Send: nobody is mailed the same thing twice. */
export function sentTwice(people: readonly KnownStakeholder[]): Refused | null {
  const has = people.filter(({ hasVersion }) => hasVersion).map(({ name }) => name)
  if (has.length === 0) return null
  const words = listWords(has.length > 3 ? [...has.slice(0, 2), `${has.length - 2} others`] : has)
  return conflict(`This version was sent to ${words} already. Leave out whoever has it.`, {
    fields: { to: 'Name only people who were not sent this version.' },
  })
}
