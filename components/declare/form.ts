/** What stands in the form of a declaration, and the request that it becomes. Pure. */
import type { Instant, Severity } from '#lib/incident/incident.ts'
import { fromDateTimeLocal, parseTimeOfDay } from '#lib/time/wall.ts'
import { wallClock } from '#lib/time/zone.ts'

export const affectedChoices = ['All customers', 'Some customers', 'A team here', 'Not known yet'] as const
export type Affected = (typeof affectedChoices)[number]

export const sources = [
  'Phone call',
  'Customer',
  'Monitor',
  'Heroku alert',
  'Staff',
  'Chat',
  'E-mail',
] as const

export type DeclareForm = {
  severity: Severity | null
  topic: string
  reported: string
  reportedBy: string
  source: string
  /** Empty: the moment of sending. Otherwise a time of day in the viewer's zone, as typed. */
  time: string
  /** "2026-05-14"; empty: today, or yesterday when the time is still to come today. */
  date: string
  affected: Affected | null
  /** More about who is affected. */
  affectedMore: string
  isDrill: boolean
}

export type FieldName = 'severity' | 'topic' | 'reported' | 'reportedBy' | 'source' | 'reportedAt' | 'impact'
export type Problems = Partial<Record<FieldName, string>>

/** The body of POST /api/v1/incidents. */
export type DeclareBody = {
  topic: string
  severity: Severity
  reported: string
  reportedBy: string
  source: string
  kind: 'real' | 'drill'
  reportedAt?: Instant
  impact?: { who: { text: string } | { notYetKnown: true } }
}

/** What an empty form holds for somebody. */
export function emptyForm(person: string, isDrill: boolean): DeclareForm {
  return {
    ...{ severity: null, topic: '', reported: '', reportedBy: person, source: 'Staff', time: '', date: '' },
    ...{ affected: null, affectedMore: '', isDrill },
  }
}

/** The request, or what is missing. The server checks all of it again. */
export function bodyOf(
  form: DeclareForm,
  zone: string,
  now: number,
): { body: DeclareBody } | { problems: Problems } {
  const problems: Problems = {}
  const topic = form.topic.trim()
  const reportedAt = reportedAtOf(form, zone, now)
  if (!form.severity) problems.severity = 'Choose how bad it is. Unsure? Take the higher one.'
  if (!topic) problems.topic = 'Say in a few words what is happening.'
  if (!form.reportedBy.trim()) problems.reportedBy = 'Say who reported it.'
  if (!form.source.trim()) problems.source = 'Say how it reached us, for example by phone call.'
  if (reportedAt === 'unclear') problems.reportedAt = 'Write a time such as 14:05 or 14:05:12.'
  if (reportedAt === 'ahead') problems.reportedAt = 'That time is still to come. Write when it was reported.'
  const isTimed = reportedAt === null || reportedAt instanceof Date
  if (!form.severity || !isTimed || Object.keys(problems).length > 0) return { problems }
  const who = whoOf(form)
  return {
    body: {
      topic,
      severity: form.severity,
      // Nothing more was said than the headline: then that is what was reported.
      reported: form.reported.trim() || topic,
      reportedBy: form.reportedBy.trim(),
      source: form.source.trim(),
      kind: form.isDrill ? 'drill' : 'real',
      ...(reportedAt && { reportedAt: reportedAt.toISOString() }),
      ...(who && { impact: { who } }),
    },
  }
}

/** When it was reported; null: as it is sent. */
export function reportedAtOf(
  { time, date }: Pick<DeclareForm, 'time' | 'date'>,
  zone: string,
  now: number,
): Date | null | 'unclear' | 'ahead' {
  if (time.trim() === '' && date === '') return null
  const today = parseTimeOfDay(time, zone, now)
  if (!today) return 'unclear'
  if (date === '') return today
  const { hour, minute, second } = wallClock(today, zone)
  const at = fromDateTimeLocal(`${date}T${[hour, minute, second].map(two).join(':')}`, zone)
  if (!at) return 'unclear'
  return at.getTime() > now + 5 * 60_000 ? 'ahead' : at
}

/** A problem's field names, as the API gives them, are those of this form. */
export function problemsOf(fields: Record<string, string>): { problems: Problems; other: string[] } {
  const problems: Problems = {}
  const other: string[] = []
  for (const [name, sentence] of Object.entries(fields)) {
    const field = name.split('.')[0] === 'impact' ? 'impact' : name === 'occurredAt' ? 'reportedAt' : name
    if (isField(field)) problems[field] ??= sentence
    else other.push(`${name}: ${sentence}`)
  }
  return { problems, other }
}

const fieldNames: readonly FieldName[] = [
  ...(['severity', 'topic', 'reported', 'reportedBy', 'source', 'reportedAt', 'impact'] as const),
]

function isField(name: string): name is FieldName {
  return fieldNames.some((field) => field === name)
}

function whoOf({ affected, affectedMore }: DeclareForm): { text: string } | { notYetKnown: true } | null {
  const more = affectedMore.trim()
  if (affected === 'Not known yet') return more ? { text: more } : { notYetKnown: true }
  if (affected) return { text: more ? `${affected}: ${more}` : affected }
  return more ? { text: more } : null
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
