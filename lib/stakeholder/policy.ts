/** Who may do what to the directory of stakeholders; joined to the side door's policy (lib/people/policy.ts). */
import type { Actor } from '#lib/incident/policy.ts'

export type StakeholderAction =
  | 'add_stakeholder'
  | 'edit_stakeholder'
  | 'remove_stakeholder'
  | 'import_stakeholders'
  | 'set_severity_groups'

export const stakeholderRules = {
  // A Commander who sends a report adds whom it lacks.
  add_stakeholder: 'member',
  edit_stakeholder: 'admin',
  remove_stakeholder: 'admin',
  import_stakeholders: 'admin',
  set_severity_groups: 'admin',
} as const satisfies Record<StakeholderAction, 'member' | 'admin'>

/** Whether `actor` sees addresses. An observer sees names and groups. */
export function maySeeAddresses(actor: Actor): boolean {
  return actor.role !== 'observer'
}

/** Whether `actor` looks after the directory, beyond adding somebody: as the rules above have it. */
export function mayImport(actor: Actor): boolean {
  return actor.kind === 'person' && actor.role === 'admin'
}
