/** What else this person may do: the rest of the header's menu, which nobody needs at once. Pure. */
import { type Act, type May, neededNow, report } from '#components/incident/header/needed-now.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { commander, type Incident, isLive, isReadOnly } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'

const postMortem: Act = { label: 'Open the post-mortem', icon: 'report', href: 'post-mortem' }

/** The whole menu; what was needed most comes first. `now` in milliseconds. */
export function moreActs(incident: Incident, me: Actor, now: number): Act[] {
  const may = (type: CommandBody['type']) => permission(me, type, incident).allowed
  return [...neededNow(incident, me).spare, ...rest(incident, me, may), ...ways(incident, me, may, now)]
}

function rest(incident: Incident, me: Actor, may: May): Act[] {
  const acts: Act[] = []
  if (isLive(incident)) {
    const isAdmin = hasCommand(me, incident) && commander(incident)?.id !== me.id
    if (isAdmin && may('set_status')) {
      acts.push({ label: 'Set status…', icon: 'status', open: { dialog: 'status' } })
      acts.push({ label: 'Resolve…', icon: 'resolve', open: { dialog: 'resolve' } })
    }
    if (may('set_severity')) {
      acts.push({ label: 'Change severity…', icon: 'severity', open: { dialog: 'severity' } })
    }
    if (commander(incident) && may('offer_command')) {
      acts.push({ label: 'Hand over command…', icon: 'offer', open: { dialog: 'offer' } })
    }
    if (may('take_role'))
      acts.push({ label: 'Take or assign a role…', icon: 'role', open: { dialog: 'role' } })
  }
  if (!isReadOnly(incident) && may('add_link')) {
    acts.push({ label: 'Add a link…', icon: 'link', open: { dialog: 'link' } })
  }
  if (!isReadOnly(incident) && may('attach_file')) {
    acts.push({ label: 'Attach a file…', icon: 'file', open: { dialog: 'attach' } })
  }
  return acts
}

const reopenableMs = 30 * 86_400_000

/** What changes whose it is, or whether it is an incident at all: rare, so it comes last. */
function ways(incident: Incident, me: Actor, may: May, now: number): Act[] {
  const acts: Act[] = []
  const { status, milestones } = incident
  const holder = commander(incident)
  if (isLive(incident)) {
    if (holder && holder.id !== me.id && may('take_over_command')) {
      acts.push({ label: 'Take over command…', icon: 'command', open: { dialog: 'take-over' } })
    }
    if (may('merge_into')) {
      acts.push({ label: 'Merge into another…', icon: 'merge', open: { dialog: 'merge' } })
    }
    if ((status === 'reported' || status === 'investigating') && may('cancel')) {
      acts.push({ label: 'Cancel…', icon: 'cancel', open: { dialog: 'cancel' } })
    }
    return [...acts, report]
  }
  const isOver = status === 'resolved' || status === 'closed'
  if (isOver && may('reopen') && now <= Date.parse(milestones.resolvedAt ?? '') + reopenableMs) {
    acts.push({ label: 'Reopen…', icon: 'reopen', open: { dialog: 'reopen' } })
  }
  return isOver ? [postMortem, ...acts] : acts
}
