/** undo_change: a mistaken change of severity or status taken back at one press, as if it had not been. */
import * as z from 'zod'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { Incident, Undoable } from '#lib/incident/incident.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import { entryNumber } from '#lib/incident/shapes.ts'
import { append, common, conflict, type Decision, defineCommand, forbidden, type Refused } from './command.ts'
import { before, claimedTime, disordered, noEntry, notLive } from './guards.ts'

export const undoChange = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber }),
  needs: (input) => ({ entries: [input.seq] }),
  decide: (incident, input, context) => {
    const target = context.entry(input.seq)
    if (!target) return noEntry(incident, input.seq)
    const ended = notLive(incident)
    if (ended) return ended
    const change = latestChange(incident, target)
    if ('refusal' in change) return change
    if (target.actor.id !== context.actor.id && !hasCommand(context.actor, incident)) {
      return forbidden(`You may take back what you changed yourself. ${needsCommand(incident)}`)
    }
    const at = claimedTime(input, context, target.occurredAt)
    return (
      before(at, target.occurredAt, 'the change itself') ??
      backInOrder(incident, change) ??
      append(takenBack(incident, change, at))
    )
  },
})

/** The change that entry `target` made, if nothing of its field came after it. */
function latestChange(incident: Incident, target: Entry): Undoable | Refused {
  const { seq, type } = target
  if (type !== 'severity_changed' && type !== 'status_changed') {
    return conflict(
      `Entry ${seq} (${type}) changed neither severity nor status, and only those are taken back. Words are put right with correct_entry.`,
    )
  }
  const field = type === 'severity_changed' ? 'severity' : 'status'
  const known = incident.undo.filter((change) => change.field === field)
  const last = known.at(-1)
  if (last?.seq === seq) return last
  if (last && known.some((change) => change.seq === seq)) {
    return conflict(`Entry ${seq} is not the latest change of ${field}: entry ${last.seq} is.`, {
      details: { latest: last.seq },
    })
  }
  return conflict(
    `Entry ${seq} cannot be taken back: it is taken back already, or it was no change by hand between two live statuses.`,
  )
}

/** The mitigation that comes back may stand before an impact that was described meanwhile. */
function backInOrder(incident: Incident, change: Undoable): Decision | null {
  const isItsOwn = change.field === 'status' && incident.sources.mitigatedAt?.seq === change.seq
  return isItsOwn ? disordered(incident, { mitigatedAt: change.mitigatedAt }) : null
}

function takenBack(incident: Incident, { field, seq }: Undoable, occurredAt: string): Draft {
  const { severity, severities, status, statuses } = incident
  const payload =
    field === 'severity'
      ? ({ field, from: severity, to: severities.at(-2)?.severity ?? severity } as const)
      : ({ field, from: status, to: statuses.at(-2)?.status ?? status } as const)
  return { type: 'change_undone', payload, occurredAt, corrects: seq }
}
