/**
 * The situation report, composed from the log. Pure: the same log, zone and instant make the same document.
 * Every answer names the entries that it rests on, and changes with those alone.
 */
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView, Instant, Severity } from '#lib/incident/incident.ts'
import { labelWords, severityGuide, statusNames } from '#lib/incident/words.ts'
import { formatDuration } from '#lib/time/duration.ts'
import { formatDate, formatTime } from '#lib/time/format.ts'
import { answerAll } from './answers.ts'
import { zoneWords } from './clock.ts'
import { gapsOf } from './gaps.ts'
import { headlineOf } from './headline.ts'
import { type Report, type ReportImage, soFar } from './model.ts'
import { handOvers } from './people.ts'
import { endOf, type LogRecord, readRecord } from './record.ts'
import { keyTimes } from './response.ts'
import { withCourse } from './rests.ts'
import { summaryOf } from './summary.ts'
import { tapeOf } from './tape-input.ts'
import { timelineOf } from './timeline.ts'
import { updatesOf } from './updates.ts'

export type ReportSource = {
  /** The fold of `entries`. */
  incident: IncidentView
  /** The whole log, in its order. */
  entries: readonly Entry[]
  organisation: { name: string }
  /** IANA name of the zone in which times are written. */
  zone: string
  now: Instant
}

/** Throws when the log is empty or does not begin with the report of the incident. */
export function composeReport({ incident, entries, organisation, zone, now }: ReportSource): Report {
  const record = readRecord(incident, entries, zone)
  const answers = withCourse(record, answerAll(record))
  const { rows: timeline, late } = timelineOf(record)
  const updates = updatesOf(record)
  return {
    ref: incident.ref,
    kind: incident.kind,
    organisation: organisation.name,
    topic: incident.topic,
    headline: headlineOf(record),
    summary: summaryOf(record),
    editedSummary: null,
    severity: incident.severity,
    severityName: severityGuide[incident.severity].name,
    severityTimes: severityTimes(record, now),
    status: incident.status,
    statusLine: statusLine(record),
    labels: incident.labels.map(labelWords),
    edition: soFar,
    reportedAt: record.reportedAt,
    date: formatDate(record.reportedAt, zone),
    composedAt: now,
    zone: { name: zone, words: zoneWords(zone, record.reportedAt, lastInstant(record, timeline, answers)) },
    keyTimes: keyTimes(record),
    tape: tapeOf(record, now),
    answers,
    gaps: gapsOf(record, answers),
    updates,
    timeline,
    late,
    leftOut: entries.length - timeline.length,
    links: linksOf(record),
    handOvers: handOvers(record),
    images: imagesOf(record),
    followUps: [],
    postMortem: null,
    distribution: [],
    entries: entries.length,
    headHash: incident.headHash,
  }
}

/** How long each severity held, first to last, up to the end or to now. */
export function severityTimes({ incident, moments }: LogRecord, now: Instant): Report['severityTimes'] {
  const end = endOf({ moments })?.at ?? now
  const times = new Map<Severity, number>()
  for (const [index, { severity, from }] of incident.severities.entries()) {
    const until = incident.severities[index + 1]?.from ?? end
    const seconds = Math.max(0, Math.floor(Date.parse(until) / 1000) - Math.floor(Date.parse(from) / 1000))
    times.set(severity, (times.get(severity) ?? 0) + seconds)
  }
  return [...times].map(([severity, seconds]) => ({ severity, seconds, text: formatDuration(seconds) }))
}

/** "Closed 15:20, Thursday 14 May 2026" */
function statusLine({ incident, reportedAt, clock }: LogRecord): string {
  const at = incident.statuses.at(-1)?.from ?? reportedAt
  return `${statusNames[incident.status]} ${formatTime(at, clock.zone)}, ${formatDate(at, clock.zone)}`
}

/** The last time that is printed. What became of the report, weeks later, moves no clock in it. */
function lastInstant(
  { bySeq, reportedAt }: LogRecord,
  timeline: Report['timeline'],
  answers: Report['answers'],
): Instant {
  const cited = answers.flatMap(({ evidence }) => evidence.flatMap(({ seq }) => bySeq.get(seq) ?? []))
  const printed = [...timeline.map(({ at }) => at), ...cited.map(({ occurredAt }) => occurredAt)]
  return [reportedAt, ...printed].sort().at(-1) ?? reportedAt
}

function linksOf(record: LogRecord): Report['links'] {
  return record.incident.links.flatMap(({ title, url, seq }) =>
    record.evidence([seq]).map((evidence) => ({ title, url, evidence })),
  )
}

/** The pictures that the log still holds, in its order. */
function imagesOf(record: LogRecord): ReportImage[] {
  return record.entries.flatMap((entry) => {
    if (
      entry.type !== 'file_attached' ||
      entry.redacted ||
      !entry.payload.file.mediaType.startsWith('image/')
    )
      return []
    const { file, alt } = entry.payload
    return record.evidence([entry.seq]).map(({ seq, label }) => ({
      seq,
      label,
      fileId: file.id,
      mediaType: file.mediaType,
      alt: alt ?? file.name,
    }))
  })
}
