/**
 * The paragraph under the headline: what was stated of cause (else impact) and solution, and the
 * course in a sentence.
 */
import { type Answer, commander } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import { plainText } from '#lib/markdown/model.ts'
import { durationBetween } from '#lib/time/duration.ts'
import { isBlank } from './blank.ts'
import { type LogRecord, withStop } from './record.ts'

const LONGEST = 160

export function summaryOf(record: LogRecord): string {
  const { incident, moments } = record
  const { impact, facts, solution } = incident
  const cause = facts.cause?.text ?? ''
  const told = [isBlank(cause) ? wordsOfAnswer(impact.how) : cause]
  told.push(
    moments.resolved
      ? isBlank(solution)
        ? 'What solved it is not in the log.'
        : (solution ?? '')
      : (facts.now?.text ?? ''),
  )
  const sentences = told.filter((text) => !isBlank(text)).map(clip)
  return [...sentences, course(record)].join(' ')
}

function course(record: LogRecord): string {
  const { incident, moments, clock, reportedAt } = record
  const when = clock.shortOn
  const reported = `Reported ${when(reportedAt)} by ${incident.reportedBy}`
  if (moments.resolved) {
    const end = when(moments.resolved.at)
    const fix = moments.mitigated ? when(moments.mitigated.at) : end
    const fixed = fix === end ? '' : `, mitigated ${fix}`
    return `${reported}${fixed}, resolved ${end} after ${durationBetween(reportedAt, moments.resolved.at)}.`
  }
  if (moments.setAside) {
    const into = incident.mergedInto ? ` into ${incident.mergedInto.ref}` : ''
    return `${reported}. ${statusNames[incident.status]}${into} ${when(moments.setAside.at)}.`
  }
  const since = incident.statuses.at(-1)?.from ?? reportedAt
  if (incident.status === 'reported') return `${reported}. Nobody has answered yet.`
  const lead = commander(incident)
  return `${reported}. ${statusNames[incident.status]} since ${clock.short(since)}, ${lead ? `${lead.name} in command` : 'nobody in command'}.`
}

function wordsOfAnswer(answer: Answer): string {
  return answer && 'text' in answer ? answer.text : ''
}

/** Whole sentences as far as they fit, at least the first; a longer one is cut at a word and says so. */
export function clip(text: string): string {
  // A list whose items end with a stop of their own is joined by semicolons besides.
  const line = plainText(text).replaceAll(/([.!?…]);/g, '$1')
  if (line.length <= LONGEST) return withStop(line)
  const sentences = line.slice(0, LONGEST).match(/^.*[.!?](?=\s)/)?.[0]
  if (sentences) return sentences
  const cut = line.slice(0, LONGEST)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST / 2)).replace(/[\s,;:]+$/, '')}…`
}
