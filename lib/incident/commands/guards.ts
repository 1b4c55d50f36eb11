/** Checks that several commands share: lifecycle, time order, staleness. Each gives a refusal or null. */
import { findDisorder } from '#lib/incident/clock.ts'
import type { Incident, Instant, Milestones, SourcedField } from '#lib/incident/incident.ts'
import { isLive, isReadOnly } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import { type Common, type Context, conflict, type Decision, invalid, type Refused } from './command.ts'

/** Refuses what only a live incident can do. */
export function notLive(incident: Incident): Decision | null {
  if (isLive(incident)) return null
  return conflict(
    `${stateWords(incident)}. Only a live incident (reported, investigating, identified, monitoring) can change like this; its log can still be corrected.`,
  )
}

/** Refuses what an incident that is closed, cancelled or merged cannot do any more. */
export function notOpen(incident: Incident): Decision | null {
  if (!isReadOnly(incident)) return null
  return conflict(`${stateWords(incident)} and read-only. Entries can still be corrected.`)
}

/** Refuses to speak of an entry that is not there. */
export function noEntry({ ref, seq: last }: Incident, seq: number): Refused {
  return invalid(`${ref} has no entry ${seq}.`, { seq: `Give a number from 1 to ${last}.` })
}

/** "INC-7 is closed", "INC-7 was merged into INC-3". */
export function stateWords({ ref, status, mergedInto }: Incident): string {
  return mergedInto ? `${ref} was merged into ${mergedInto.ref}` : `${ref} is ${status}`
}

/** The time that the command claims, or now; never before `floor` unless the writer said so. */
export function claimedTime(input: Common, context: Context, floor: Instant): Instant {
  return input.occurredAt ?? (context.now < floor ? floor : context.now)
}

/** Refuses a time before the change it follows: spans of status, severity and role must not overlap. */
export function before(at: Instant, floor: Instant, what: string): Decision | null {
  if (at >= floor) return null
  return conflict(`occurredAt (${at}) must not be before ${what} (${floor}).`, {
    fields: { occurredAt: `Give a time from ${floor} on.` },
  })
}

/** Refuses milestones that would stand in the wrong order (DOMAIN §2). */
export function disordered(incident: Incident, change: Partial<Milestones>): Decision | null {
  const disorder = findDisorder({ ...incident.milestones, ...change })
  if (!disorder) return null
  return conflict(disorder.message, {
    fields: { [disorder.earlier]: disorder.message, [disorder.later]: disorder.message },
  })
}

/** D12: what the writer had not seen may contradict them. Both values go back. */
export function stale(
  incident: Incident,
  basedOn: number | undefined,
  values: Partial<Record<SourcedField, { yours: unknown; now: unknown }>>,
): Decision | null {
  if (basedOn === undefined) return null
  for (const [field, value] of Object.entries(values)) {
    // Object.entries widens the keys; they come from the typed record.
    const changedIn = lastChange(incident, field as SourcedField)
    if (changedIn > basedOn) {
      return conflict(
        `${field} changed in entry ${changedIn}, after entry ${basedOn} that this is based on. Look at both and decide again.`,
        { details: { field, changedIn, ...value } },
      )
    }
  }
  return null
}

/** The entry that last changed the field, or took a change of it back; 0 before any. */
function lastChange({ sources, undone }: Incident, field: SourcedField): number {
  const takenBack = field === 'severity' || field === 'status' ? undone[field] : undefined
  return Math.max(sources[field]?.seq ?? 0, takenBack ?? 0)
}

/** The status words of a list, for refusals. */
export function statusWords(statuses: readonly (keyof typeof statusNames)[]): string {
  return statuses.map((status) => statusNames[status].toLowerCase()).join(', ')
}
