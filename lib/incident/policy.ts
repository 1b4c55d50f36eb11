/**
 * Who may do what to an incident (RELIABILITY §4): command → who. Deny by default. What depends on the command's
 * own words (raising against lowering, one's own entry against another's) is decided by that command.
 */
import type { CommandType } from './commands/table.ts'
import type { ActorRef, Incident } from './incident.ts'
import { commander } from './incident.ts'

export type AccountRole = 'admin' | 'member' | 'observer'
/** Who acts, explicitly: nothing is ambient. A service is a token without a person. */
export type Actor = ActorRef & { role: AccountRole }

/** SitRep itself, as jobs act. The policy allows it the commands of `system` alone. */
export const systemActor: Actor = { kind: 'system', id: 'sitrep', name: 'SitRep', role: 'member' }

export type Permission = { allowed: true } | { allowed: false; why: string }

/**
 * `member`: members and admins. `person`: the same, but no service. `command`: the Commander or an admin. `admin`:
 * admins alone. `system`: SitRep itself, by a job; nobody else gives such a command, and it gives no other.
 */
type Rule = 'member' | 'person' | 'command' | 'admin' | 'system'

const rules: Record<CommandType, Rule | readonly Rule[]> = {
  declare_incident: 'member',
  acknowledge: 'person',
  take_role: 'person',
  assign_role: 'command',
  release_role: 'member',
  offer_command: 'command',
  accept_command: 'person',
  decline_command: 'person',
  set_severity: 'member',
  set_status: 'command',
  describe_impact: 'member',
  state_fact: 'member',
  add_link: 'member',
  log: 'member',
  correct_entry: 'member',
  resolve: 'command',
  close: 'command',
  set_topic: 'member',
  pin_entry: 'member',
  unpin_entry: 'member',
  add_label: 'member',
  remove_label: 'member',
  set_milestone: 'command',
  reopen: 'command',
  cancel: 'command',
  merge_into: 'command',
  // Its author, the Commander or an admin: the command itself looks at whose change it was.
  undo_change: 'member',
  nudge_commander: ['person', 'system'],
  // A member only from a Commander who is silent: the command itself looks at the clock.
  take_over_command: 'person',
  lapse_offer: 'system',
  attach_file: 'member',
  redact_entry: 'admin',
}

const allowed: Permission = { allowed: true }

/** Whether `actor` may give this command on this incident (null: before it exists), and if not, why. */
export function permission(actor: Actor, command: CommandType, incident: Incident | null): Permission {
  const rule = [rules[command]].flat()
  if (actor.kind === 'system') {
    if (rule.includes('system')) return allowed
    return { allowed: false, why: 'No command of people is given by the system.' }
  }
  if (actor.role !== 'member' && actor.role !== 'admin') {
    return { allowed: false, why: 'Observers read. Ask an admin to make you a member.' }
  }
  if (rule.includes('member')) return allowed
  if (rule.includes('person')) {
    if (actor.kind === 'person') return allowed
    return {
      allowed: false,
      why: 'A service token cannot acknowledge or hold a role. Use a token that acts as a person (--as).',
    }
  }
  if (rule.includes('system')) return { allowed: false, why: 'SitRep itself does this, at its time.' }
  if (rule.includes('admin')) {
    return actor.role === 'admin' ? allowed : { allowed: false, why: 'Only an admin may do this.' }
  }
  return hasCommand(actor, incident) ? allowed : { allowed: false, why: needsCommand(incident) }
}

/** The Commander of this incident, or an admin. */
export function hasCommand(actor: Actor, incident: Incident | null): boolean {
  if (actor.role === 'admin') return true
  return actor.kind === 'person' && incident !== null && commander(incident)?.id === actor.id
}

/** The reason that goes with a refused act of command; it names who can. */
export function needsCommand(incident: Incident | null): string {
  const holder = incident && commander(incident)
  return holder
    ? `Only the Incident Commander (${holder.name}) or an admin may do this.`
    : 'Only the Incident Commander or an admin may do this. Nobody holds command: take it first.'
}
