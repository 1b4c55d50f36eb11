/** Which answers are blank, and which contradict the log. */
import { isRunning } from './change.ts'
import type { Gap, ReportAnswer } from './model.ts'
import { type LogRecord, withStop } from './record.ts'

const blankWords: Record<number, string> = {
  1: 'What was reported is blank.',
  3: 'It is not resolved yet.',
  4: 'Nobody has answered yet.',
  5: 'Nobody took a role.',
  6: 'The solution is blank.',
  7: 'Who was impacted is blank.',
  8: 'How they were impacted is blank.',
}

/** What holds a report back, by the number of the question. */
export function gapsOf(record: LogRecord, answers: readonly ReportAnswer[]): Gap[] {
  // Nobody waits for the answers of an incident that was cancelled, or that went on under another name.
  if (record.moments.setAside) return []
  const blanks = answers
    .filter((answer) => answer.blank)
    .map(
      ({ number, question }): Gap => ({
        number,
        kind: 'blank',
        text: blankWords[number] ?? withStop(question),
      }),
    )
  return [...blanks, ...contradictions(record)].sort((a, b) => a.number - b.number)
}

function contradictions(record: LogRecord): Gap[] {
  const { incident, moments, clock } = record
  const gaps: Gap[] = []
  const add = (number: number, text: string) => gaps.push({ number, text, kind: 'contradiction' })
  if (
    incident.severities.some(({ severity }) => severity !== 'SEV3') &&
    !moments.commanded &&
    incident.roles.length > 0
  ) {
    add(5, 'Nobody took command, though a SEV1 or SEV2 needs one.')
  }
  for (const entry of record.entries) {
    if (entry.type !== 'logged' || (entry.payload.kind !== 'deploy' && entry.payload.kind !== 'migration'))
      continue
    const { kind, details } = entry.payload
    const name = `The ${kind} of ${clock.short(entry.occurredAt)}`
    if (details.endedAt && details.endedAt < entry.occurredAt) add(6, `${name} ended before it began.`)
    if (!moments.resolved) continue
    if (isRunning(record, entry)) add(6, `${name} is still marked running, though the incident is resolved.`)
    if (details.endedAt && details.endedAt > moments.resolved.at) {
      add(6, `${name} ended after the incident was resolved.`)
    }
  }
  return gaps
}
