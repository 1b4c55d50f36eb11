/** Question 4: how long from the report to the first answer, to command, to mitigation, to the end. */

import { secondsBetween } from '#lib/incident/clock.ts'
import { type Severity, settableMilestones } from '#lib/incident/incident.ts'
import { milestoneWords } from '#lib/incident/words.ts'
import { formatDuration } from '#lib/time/duration.ts'
import type { Measure, Report, ReportBlock } from './model.ts'
import { lastBreak, type Moment } from './moments.ts'
import { type AnswerDraft, type LogRecord, withStop } from './record.ts'

/** When an acknowledgement is due (DOMAIN §8), in seconds. There are no other targets. */
const acknowledgementDue: Record<Severity, number | null> = { SEV1: 300, SEV2: 1800, SEV3: null }

/** A − R, C − R, G − R and V − R, each with its base; and G − S, which is the customers' view. */
export function answerResponse(record: LogRecord): AnswerDraft {
  const { moments } = record
  const { reported, impactStarted, answered, commanded, mitigated, resolved } = moments
  const rows = keyTimes(record).map(({ label: _, ...row }): Measure => row)
  if (impactStarted && mitigated) {
    rows.splice(3, 0, measure(record, 'Start of impact to mitigation', impactStarted, mitigated))
  }
  const byHand = setByHand(record)
  const blocks: ReportBlock[] = [
    { type: 'measures', rows },
    ...[...addedLater(record), ...byHand.map(({ text }) => text)].map(
      (text): ReportBlock => ({ type: 'note', parts: [text] }),
    ),
  ]
  const level = severityAt(record, answered)
  const moment = [
    reported,
    answered,
    commanded,
    mitigated,
    resolved,
    impactStarted && mitigated ? impactStarted : null,
  ]
  return {
    blocks,
    seqs: [
      ...moment.flatMap((one) => one?.seqs ?? []),
      ...lastBreak(record),
      ...(answered ? [level.seq] : []),
      ...byHand.map(({ seq }) => seq),
      ...(moments.setAside?.seqs ?? []),
    ],
    blank: answered === null,
  }
}

/** The four times at the head of the report. */
export function keyTimes(record: LogRecord): Report['keyTimes'] {
  const { reported, answered, commanded, mitigated, resolved } = record.moments
  const answer = measure(record, 'Report to first answer', reported, answered)
  return [
    { label: 'First answer', ...answer, target: target(record) },
    { label: 'Commander', ...measure(record, 'Report to a commander', reported, commanded) },
    { label: 'Mitigated', ...measure(record, 'Report to mitigation', reported, mitigated) },
    { label: 'Resolved', ...measure(record, 'Report to resolution', reported, resolved) },
  ]
}

/** "The first answer was added 23 min later, the mitigation 13 min later.": these times are claims, not the clock's. */
function addedLater({ moments, bySeq, clock, entries }: LogRecord): string[] {
  const { answered, commanded, mitigated, resolved } = moments
  const lateness = (seq: number | undefined, at?: string) => {
    const entry = bySeq.get(seq ?? 0)
    // A milestone that was set by hand has a note of its own.
    if (!entry || (at !== undefined && entry.occurredAt !== at)) return null
    return clock.late(entry.occurredAt, entry.recordedAt)
  }
  const whole = lateness(entries[0]?.seq)
  const named: [string, Moment | null][] = [
    ['the first answer', answered],
    ['the commander', commanded],
    ['the mitigation', mitigated],
    ['the resolution', resolved],
  ]
  const late = named.flatMap(([name, moment]) => {
    const words = moment && lateness(moment.seqs.at(-1), moment.at)
    return words && words !== whole ? [[name, words] as const] : []
  })
  const [first, ...others] = late
  if (!first) return []
  const told = [`T${first[0].slice(1)} was ${first[1]}`]
  return [
    `${[...told, ...others.map(([name, words]) => `${name} ${words.replace('added ', '')}`)].join(', ')}.`,
  ]
}

/** "Mitigated was set by Ines Okafor: the deploy was earlier.", for each milestone that a person put right last. */
function setByHand({ incident, bySeq }: LogRecord): { seq: number; text: string }[] {
  return settableMilestones.flatMap((milestone) => {
    const entry = bySeq.get(incident.sources[milestone]?.seq ?? 0)
    if (entry?.type !== 'milestone_set' || entry.payload.milestone !== milestone) return []
    const { to, reason } = entry.payload
    const act = to === null ? 'was marked as unknown' : 'was set'
    return [
      {
        seq: entry.seq,
        text: `“${milestoneWords[milestone]}” ${act} by ${entry.actor.name}: ${withStop(reason)}`,
      },
    ]
  })
}

function measure(record: LogRecord, name: string, from: Moment | null, to: Moment | null): Measure {
  const { clock } = record
  const seconds = secondsBetween(from?.at ?? null, to?.at ?? null)
  if (seconds === null || !from || !to) {
    const { resolved, setAside } = record.moments
    const value = setAside ? 'never' : resolved ? 'not in the log' : 'not yet'
    return { name, seconds: null, value, base: [], target: null }
  }
  const begin = from === record.moments.impactStarted ? clock.claimed(from.at) : clock.exact(from.at)
  const base = [begin, ' to ', clock.exactUntil(to.at, from.at)]
  return { name, seconds, value: formatDuration(seconds), base, target: null }
}

/** Against the severity that held when somebody first answered. */
function target(record: LogRecord): Measure['target'] {
  const { answered, reported } = record.moments
  const { severity } = severityAt(record, answered)
  const due = acknowledgementDue[severity]
  const seconds = secondsBetween(reported?.at ?? null, answered?.at ?? null)
  return due === null || seconds === null ? null : { seconds: due, severity, met: seconds <= due }
}

function severityAt({ incident }: LogRecord, moment: Moment | null): { severity: Severity; seq: number } {
  const held = incident.severities.findLast(({ from }) => moment === null || from <= moment.at)
  return held ?? { severity: incident.severity, seq: 1 }
}
