/** What this person should do now, and what else they may do: the header's buttons. Pure. */
import type { DialogRequest } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { commander, type Incident, isLive, isReadOnly } from '#lib/incident/incident.ts'
import { stepsOwed } from '#lib/incident/owed.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'

export type Act = {
  label: string
  icon:
    | 'acknowledge'
    | 'command'
    | 'status'
    | 'severity'
    | 'resolve'
    | 'close'
    | 'report'
    | 'offer'
    | 'role'
    | 'link'
    | 'file'
    | 'reopen'
    | 'cancel'
    | 'merge'
} & ({ send: CommandBody } | { open: DialogRequest } | { href: 'report' | 'post-mortem' })

/**
 * `first` is what is needed most, null when nothing waits for this person; `second` is the next best; `more` is
 * the rest. An observer gets none of them, except the report. `now` in milliseconds.
 */
export function neededNow(
  incident: Incident,
  me: Actor,
  now: number,
): { first: Act | null; second: Act | null; more: Act[] } {
  const may = (type: CommandBody['type']) => permission(me, type, incident).allowed
  const acts = [...answers(incident, me, may), ...course(incident, me, may)]
  const [first = null, second = null] = acts
  return {
    first,
    second,
    more: [...acts.slice(2), ...rest(incident, me, may), ...ways(incident, me, may, now)],
  }
}

type May = (type: CommandBody['type']) => boolean

const report: Act = { label: 'Open the report', icon: 'report', href: 'report' }
const postMortem: Act = { label: 'Open the post-mortem', icon: 'report', href: 'post-mortem' }

function answers(incident: Incident, me: Actor, may: May): Act[] {
  const acts: Act[] = []
  if (!isLive(incident)) return acts
  const isAnswered =
    incident.acknowledgements.some(({ person }) => person.id === me.id) ||
    incident.roles.some(({ person }) => person.id === me.id)
  const command: Act = {
    label: 'Take command',
    icon: 'command',
    send: { type: 'take_role', role: 'commander' },
  }
  const acknowledge: Act = { label: 'Acknowledge', icon: 'acknowledge', send: { type: 'acknowledge' } }
  if (!isAnswered && may('acknowledge')) acts.push(acknowledge)
  if (!commander(incident) && may('take_role')) acts.push(command)
  return acts
}

function course(incident: Incident, me: Actor, may: May): Act[] {
  if (isReadOnly(incident)) return [report]
  if (incident.status === 'resolved') {
    return may('approve_report') ? ending(incident, may) : [report]
  }
  // An admin may move any incident, but it is the Commander's part.
  const isMine = commander(incident)?.id === me.id
  if (!isMine || !may('set_status')) return []
  const status: Act = { label: 'Set status…', icon: 'status', open: { dialog: 'status' } }
  const resolve: Act = { label: 'Resolve…', icon: 'resolve', open: { dialog: 'resolve' } }
  return incident.status === 'monitoring' ? [resolve, status] : [status, resolve]
}

/** The next step towards the close first; the close itself says what it still takes. */
function ending(incident: Incident, may: May): Act[] {
  const close: Act = { label: 'Close…', icon: 'close', open: { dialog: 'close' } }
  const [step] = stepsOwed(incident)
  const next = step && step !== 'bug' ? steps[step] : null
  const closing = may('close') ? [close] : []
  if (!next) return [...closing, report]
  return next.href === 'report' ? [next, ...closing] : [next, ...closing, report]
}

const steps = {
  draft: { label: 'Draft the report', icon: 'report', href: 'report' },
  approve: { label: 'Approve the report', icon: 'report', href: 'report' },
  send: { label: 'Send the report', icon: 'report', href: 'report' },
  post_mortem: { label: 'Write the post-mortem', icon: 'report', href: 'post-mortem' },
} as const satisfies Record<string, Act>

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
