/**
 * Who may do what to an incident (RELIABILITY §4): command → who. Deny by default. What depends on the command's
 * own words (raising against lowering, one's own entry against another's) is decided by that command.
 */
import type { CommandType } from './commands/table.ts'
import type { ActorRef, Incident, PersonRef } from './incident.ts'
import { commander, holders } from './incident.ts'

export type AccountRole = 'admin' | 'member' | 'observer'
/** Who acts, explicitly: nothing is ambient. A service is a token without a person. */
export type Actor = ActorRef & { role: AccountRole }

/** SitRep itself, as jobs act. The policy allows it the commands of `system` alone. */
export const systemActor: Actor = { kind: 'system', id: 'sitrep', name: 'SitRep', role: 'member' }

export type Permission = { allowed: true } | { allowed: false; why: string }

/**
 * `member`: members and admins. `person`: the same, but no service. `command`: the Commander or an admin. `report`:
 * whoever holds command, else held it last (D25), or an admin. `updates`: the Communications Lead, the Commander or an
 * admin. `admin`: admins alone. `system`: SitRep itself, by a job; nobody else gives such a command, and it gives
 * no other.
 */
type Rule = 'member' | 'person' | 'command' | 'report' | 'updates' | 'admin' | 'system'

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
  draft_report: ['member', 'system'],
  save_report_version: 'member',
  approve_report: 'report',
  send_report: 'report',
  draft_post_mortem: 'member',
  save_post_mortem_version: 'member',
  assign_post_mortem: 'report',
  review_post_mortem: 'member',
  // Its owner, the Commander or an admin: the command itself looks at whose it is.
  publish_post_mortem: 'member',
  attach_post_mortem: 'report',
  send_post_mortem: 'report',
  publish_update: 'updates',
  // Nothing goes out by it.
  draft_update: 'member',
  approve_update: 'command',
  // Whoever wrote it, the Commander or an admin: the command itself looks at whose it is.
  return_update: 'member',
  nudge_update: 'system',
  note_overdue_update: 'system',
  share_documents: 'report',
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
  const [held] = rule
  if (held !== 'report' && held !== 'updates' && held !== 'command') {
    return { allowed: false, why: 'Nobody may do this.' }
  }
  const { may, why } = byOffice[held]
  return may(actor, incident) ? allowed : { allowed: false, why: why(incident) }
}

type Office = {
  may: (actor: Actor, incident: Incident | null) => boolean
  why: (incident: Incident | null) => string
}
/** What goes with an office that somebody holds in this incident. */
const byOffice: Record<'command' | 'report' | 'updates', Office> = {
  command: { may: hasCommand, why: needsCommand },
  report: { may: hasReport, why: needsReport },
  updates: { may: mayPublish, why: needsUpdates },
}

/** The Commander of this incident, or an admin. */
export function hasCommand(actor: Actor, incident: Incident | null): boolean {
  if (actor.role === 'admin') return true
  return actor.kind === 'person' && incident !== null && commander(incident)?.id === actor.id
}

/** Who tells those outside (RELIABILITY §4, row 21): the Communications Lead, the Commander or an admin. */
function mayPublish(actor: Actor, incident: Incident | null): boolean {
  if (hasCommand(actor, incident)) return true
  if (actor.kind !== 'person' || incident === null) return false
  return holders(incident, 'communications')[0]?.person.id === actor.id
}

/** The reason that goes with a refused update; it names who can. */
function needsUpdates(incident: Incident | null): string {
  const lead = incident && holders(incident, 'communications')[0]?.person
  const who = lead ? `the Communications Lead (${lead.name})` : 'the Communications Lead, which nobody is yet'
  return `An update goes out by ${who}, the Commander or an admin. Write a draft, and the Commander or an admin can approve it.`
}

/** Who approves and sends documents (D25): the Commander, else whoever was it last, or an admin. */
export function hasReport(actor: Actor, incident: Incident | null): boolean {
  if (actor.role === 'admin') return true
  if (actor.kind !== 'person' || incident === null) return false
  return reportHolder(incident)?.id === actor.id
}

/** Whose the report is: the Commander, else whoever was it last (D25). */
export function reportHolder(incident: Incident): PersonRef | null {
  return commander(incident) ?? lastCommander(incident)
}

function lastCommander({ roles }: Incident): PersonRef | null {
  const spans = roles.filter(({ role }) => role === 'commander')
  return spans.toSorted((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1)).at(-1)?.person ?? null
}

/** The reason that goes with a refused approval or sending; it names who can. */
function needsReport(incident: Incident | null): string {
  const holder = incident && commander(incident)
  if (holder || !incident) return needsCommand(incident)
  const last = lastCommander(incident)
  return last
    ? `Only ${last.name}, who had command last, or an admin may do this.`
    : 'Nobody had command, so only an admin may do this.'
}

/** The reason that goes with a refused act of command; it names who can. */
export function needsCommand(incident: Incident | null): string {
  const holder = incident && commander(incident)
  return holder
    ? `Only the Incident Commander (${holder.name}) or an admin may do this.`
    : 'Only the Incident Commander or an admin may do this. Nobody holds command: take it first.'
}
