/** Which answers are blank, and which contradict the log. */
import { isRunning } from './change.ts'
import { denialOf, impactConflicts } from './impact-conflicts.ts'
import type { Gap, ReportAnswer } from './model.ts'
import { type LogRecord, withStop } from './record.ts'
import { unknownChanges } from './unknown-changes.ts'
import { aheadOfTheLog } from './updates-ahead.ts'

const blankWords: Record<number, string> = {
  1: 'What was reported is blank.',
  3: 'It is not resolved yet.',
  5: 'Nobody took a role.',
  6: 'The solution is blank.',
}

/** What holds a report back, by the number of the question. */
export function gapsOf(record: LogRecord, answers: readonly ReportAnswer[]): Gap[] {
  // Nobody waits for the answers of an incident that was cancelled, or that went on under another name.
  if (record.moments.setAside) return []
  const blanks = answers
    .filter((answer) => answer.blank)
    .map(
      ({ number, question }): Gap => ({ number, kind: 'blank', text: blankText(record, number, question) }),
    )
  const found = [
    ...outOfOrder(record),
    ...withoutCommand(record),
    ...strangeChanges(record),
    ...unknownChanges(record).map((text): [number, string] => [6, text]),
    ...impactConflicts(record),
    ...denialOf(record),
    ...aheadOfTheLog(record),
  ]
  const contradictions = found.map(([number, text]): Gap => ({ number, kind: 'contradiction', text }))
  return [...blanks, ...contradictions].sort((a, b) => a.number - b.number)
}

function blankText({ incident, moments }: LogRecord, number: number, question: string): string {
  if (number === 4) return moments.resolved ? 'No first answer is in the log.' : 'Nobody has answered yet.'
  if (number !== 7 && number !== 8) return blankWords[number] ?? withStop(question)
  const [what, answer] =
    number === 7 ? ['Who was impacted', incident.impact.who] : ['How they were impacted', incident.impact.how]
  return `${what} is ${answer && 'notYetKnown' in answer ? 'not yet known' : 'blank'}.`
}

/** The door lets no such log in; one that comes from elsewhere may be like this. */
function outOfOrder({ moments, clock }: LogRecord): [number, string][] {
  const { closed, resolved } = moments
  if (!closed) return []
  if (!resolved) return [[3, 'It is closed, though it was never resolved.']]
  if (closed.at >= resolved.at) return []
  return [
    [3, `It was closed at ${clock.short(closed.at)}, before it was resolved at ${clock.short(resolved.at)}.`],
  ]
}

function withoutCommand({ incident, moments }: LogRecord): [number, string][] {
  const needsOne = incident.severities.some(({ severity }) => severity !== 'SEV3')
  if (!needsOne || moments.commanded || incident.roles.length === 0) return []
  return [[5, 'Nobody took command, though a SEV1 or SEV2 needs one.']]
}

/** Deploys and migrations whose times, or whose state, do not go with the rest. */
function strangeChanges(record: LogRecord): [number, string][] {
  const { moments, clock } = record
  const found: [number, string][] = []
  for (const entry of record.entries) {
    if (entry.type !== 'logged' || (entry.payload.kind !== 'deploy' && entry.payload.kind !== 'migration'))
      continue
    const { kind, details } = entry.payload
    const name = `The ${kind} of ${clock.short(entry.occurredAt)}`
    if (details.endedAt && details.endedAt < entry.occurredAt)
      found.push([6, `${name} ended before it began.`])
    if (!moments.resolved) continue
    if (isRunning(record, entry))
      found.push([6, `${name} is still marked running, though the incident is resolved.`])
    if (details.endedAt && details.endedAt > moments.resolved.at) {
      found.push([6, `${name} ended after the incident was resolved.`])
    }
  }
  return found
}
