/** Which dialog a command comes from. Pure. Loaded with what was refused. */
import type { DialogRequest } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'

/** The dialog in which this command can be looked at again; null for one that has none. */
export function requestOf(given: CommandBody): DialogRequest | null {
  switch (given.type) {
    case 'set_status':
      return { dialog: 'status', given }
    case 'set_severity':
      return { dialog: 'severity', given }
    case 'resolve':
      return { dialog: 'resolve', given }
    case 'offer_command':
      return { dialog: 'offer', given }
    case 'decline_command':
      return { dialog: 'decline', given }
    case 'describe_impact':
      return { dialog: 'impact', given }
    case 'state_fact':
      return { dialog: 'fact', fact: given.fact, given }
    case 'add_link':
      return { dialog: 'link', given }
    case 'correct_entry':
      return { dialog: 'correct', seq: given.seq, given }
    case 'set_topic':
      return { dialog: 'topic', given }
    case 'add_label':
      return { dialog: 'label', given }
    case 'set_milestone':
      return { dialog: 'milestone', given }
    case 'reopen':
      return { dialog: 'reopen', given }
    case 'cancel':
      return { dialog: 'cancel', given }
    case 'merge_into':
      return { dialog: 'merge', given }
    case 'take_over_command':
      return { dialog: 'take-over', given }
    case 'redact_entry':
      return { dialog: 'redact', seq: given.seq, given }
    case 'take_role':
    case 'assign_role':
      return { dialog: 'role', role: given.role }
    default:
      return null
  }
}
