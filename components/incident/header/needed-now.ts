/** What this person should do now, and what else they may do: the header's buttons. Pure. */
import type { DialogRequest } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { commander, type Incident, isLive, isReadOnly } from '#lib/incident/incident.ts'
import { stepsOwed } from '#lib/incident/owed.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import { isAskedFor, whoCommunicates } from '#lib/incident/public-updates.ts'

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
    | 'update'
} & ({ send: CommandBody } | { open: DialogRequest } | { href: 'report' | 'post-mortem' })

/**
 * `first` is what is needed most, null when nothing waits for this person; `second` is the next best; `update` is for
 * whoever tells those outside, unless it is `first`; `spare` is what else could have been one of them, and begins
 * the menu (more-acts.ts). An observer gets none of them, except the report.
 */
export function neededNow(
  incident: Incident,
  me: Actor,
): { first: Act | null; second: Act | null; update: Act | null; spare: Act[] } {
  const may = (type: CommandBody['type']) => permission(me, type, incident).allowed
  const update = isReadOnly(incident) ? null : updateAct(may)
  const answer = answers(incident, me, may)
  const isMine = update !== null && tells(incident, me)
  // Somebody outside waits for it: that comes before the course, which only the room sees.
  const isOwed = isMine && isAskedFor(incident.updates.promise)
  const acts = [...answer, ...(isOwed ? [update] : []), ...course(incident, me, may)]
  const [first = isMine ? update : null, second = null] = acts
  const isBeside = isMine && !acts.slice(0, 2).includes(update) && first !== update
  return {
    first,
    second,
    update: isBeside ? update : null,
    spare: [...acts.slice(2).filter((act) => act !== update), ...(isMine || update === null ? [] : [update])],
  }
}

function updateAct(may: May): Act | null {
  const open: DialogRequest = { dialog: 'update' }
  if (may('publish_update')) return { label: 'Send update', icon: 'update', open }
  return may('draft_update') ? { label: 'Write an update…', icon: 'update', open } : null
}

/** Whether it is this person's part: whoever communicates, and the Commander besides, while something can be said. */
function tells(incident: Incident, me: Actor): boolean {
  const { promise, last } = incident.updates
  if (!isLive(incident) && promise === null && (last === null || last.state === 'over')) return false
  return commander(incident)?.id === me.id || whoCommunicates(incident).some(({ id }) => id === me.id)
}

export type May = (type: CommandBody['type']) => boolean

export const report: Act = { label: 'Open the report', icon: 'report', href: 'report' }

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

/** Whether the menu holds anything besides: what was set aside is left alone. */
export function hasMore({ status }: Pick<Incident, 'status'>): boolean {
  return status !== 'cancelled' && status !== 'merged'
}
