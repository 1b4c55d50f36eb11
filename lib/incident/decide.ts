/** The pure middle of the door: may they, and what follows. Server and browser run the same. */
import { minutesLater } from './clock.ts'
import type { Context, Decision } from './commands/command.ts'
import { type Command, definitionOf } from './commands/table.ts'
import type { Incident } from './incident.ts'
import { withMissedPromise } from './missed-promise.ts'
import { permission } from './policy.ts'

/** How far ahead of the clock a claimed time may be (D6). */
const aheadMinutes = 5

/** Decides a parsed command against the state (null for declare_incident). Never throws on what people sent. */
export function decide(incident: Incident | null, command: Command, context: Context): Decision {
  const may = permission(context.actor, command.type, incident)
  if (!may.allowed) return { refusal: { code: 'forbidden', message: may.why } }
  const ahead = tooFarAhead(command, context)
  if (ahead) return ahead
  // declare_incident is the one row that ignores the state it is given.
  const decision = definitionOf(command.type).decide(incident as Incident, command.input, context)
  return incident ? withMissedPromise(incident, decision, context.now) : decision
}

function tooFarAhead(command: Command, context: Context): Decision | null {
  const limit = minutesLater(context.now, aheadMinutes)
  for (const [field, value] of claimedTimes(command.input)) {
    if (value > limit) {
      const message = `${field} (${value}) is more than ${aheadMinutes} minutes ahead of the clock (${context.now}).`
      return { refusal: { code: 'invalid', message, fields: { [field]: `Give a time up to ${limit}.` } } }
    }
  }
  return null
}

function claimedTimes(input: object): [string, string][] {
  const names = ['occurredAt', 'reportedAt', 'startedAt', 'at']
  return Object.entries(input).filter(
    (pair): pair is [string, string] => names.includes(pair[0]) && typeof pair[1] === 'string',
  )
}
