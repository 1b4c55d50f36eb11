/** The situation report as a document: what page, Markdown, PDF and JSON are made of. Pure. */
import type { Instant, Kind, Severity, Status } from '#lib/incident/incident.ts'
import type { PromiseTally } from '#lib/incident/public-updates.ts'
import { formatDuration } from '#lib/time/duration.ts'
import type { TapeInput } from '#lib/time/tape.ts'

/** A log entry that something rests on; `label` is its time and kind: "14:20 decision". */
export type Evidence = { seq: number; label: string }

/** A piece of a composed sentence: words, or a time of which the instant is known. */
export type Part = string | { at: Instant; text: string }

/** How long something took against DOMAIN §8, where there is a target. */
export type Measure = {
  name: string
  /** Whole seconds, null while unknown. */
  seconds: number | null
  /** The length in words, or why there is none. */
  value: string
  /** From when to when it is counted. */
  base: Part[]
  target: { seconds: number; severity: Severity; met: boolean } | null
}

export type PersonRow = {
  name: string
  /** What the person did, each with its span: "Incident Commander", "14:05 to 14:58". */
  roles: { name: string; span: Part[] }[]
}

/** A decision, deploy, migration or configuration change. `text` is Markdown, `facts` are plain words. */
export type Step = { seq: number; at: Instant; time: string; kind: string; text: string; facts: string[] }

export type ReportBlock =
  /** Somebody's own words, in Markdown; `marks` says whether they need quotation marks around them. */
  | { type: 'quote'; text: string; marks: boolean }
  /** What somebody stated, in Markdown: people write lists here. */
  | { type: 'words'; text: string }
  | { type: 'sentence'; parts: Part[] }
  /** Beside the answer: a correction, or what is missing. */
  | { type: 'note'; parts: Part[] }
  | { type: 'measures'; rows: Measure[] }
  | { type: 'people'; rows: PersonRow[] }
  | { type: 'steps'; rows: Step[] }

export type ReportAnswer = {
  number: number
  question: string
  blocks: ReportBlock[]
  evidence: Evidence[]
  /** The log does not answer it yet. */
  blank: boolean
  /** Somebody wrote this answer: its blocks are their words, not what the log says. */
  edited: boolean
}

/** A blank or contradictory answer, in a sentence. */
export type Gap = { number: number; text: string; kind: 'blank' | 'contradiction' }

/** A key moment of the log. `text` is plain, `body` is Markdown. */
export type TimelineRow = {
  seq: number
  at: Instant
  /** "14:20:15" */
  time: string
  /** "Fri 15 May" where a new day begins, else null. */
  day: string | null
  /** "T+18" */
  elapsed: string
  lead: string | null
  text: string
  body: string | null
  /** "added 40 min later", or null. */
  late: string | null
  key: boolean
}

export type ReportLink = { title: string; url: string; evidence: Evidence }

/**
 * Where a document stands (D16). A report is a draft, approved, sent, or superseded (sent, then the incident was
 * reopened); a post-mortem is a draft, in review or published.
 */
export const editionStates = ['draft', 'in_review', 'approved', 'published', 'sent', 'superseded'] as const
export type EditionState = (typeof editionStates)[number]

/** Which edition of a document this is: what the masthead, the foot and the front matter say. */
export type Edition = {
  /** null while nothing is saved: the report so far. */
  version: number | null
  state: EditionState
  /** Its words differ from that version: somebody wrote on. */
  changed: boolean
  /** "Version 3, approved by Ines Okafor", "Draft, not approved" */
  line: string
  /** SHA-256 of the saved content, hexadecimal; null: not saved. */
  hash: string | null
}

/** Composed and nothing more: no version was saved yet. */
export const soFar: Edition = {
  version: null,
  state: 'draft',
  changed: false,
  line: 'Draft, not approved',
  hash: null,
}

/** A follow-up as documents list it. `due` is "Wed 20 May", null when there is no day. */
export type FollowUpRow = {
  number: number
  title: string
  kind: string
  owner: string | null
  due: string | null
  state: string
  done: boolean
}

/** Who was sent which version, when, and what came of it. `text`: "delivered 16:04". */
export type DistributionRow = { name: string; version: number; at: Instant; text: string; failed: boolean }

/** An update as those outside read it. `text` is plain; both are empty where the words were taken out (`withdrawn`). */
export type ToldUpdate = {
  number: number
  seq: number
  at: Instant
  /** "14:12:05" */
  time: string
  /** "Fri 15 May" where a new day begins, else null. */
  day: string | null
  /** "Looking into it" */
  state: string
  headline: string
  text: string
  /** Until when it was promised and how it came: "Promised by 14:30, kept". null: nobody waited for it. */
  promise: { by: Instant; kept: boolean; parts: Part[] } | null
  /** The number of the update that it puts right. */
  corrects: number | null
  withdrawn: boolean
}

/** What stakeholders were told. */
export type ReportUpdates = {
  /** What the incident is called outside; null: nothing was published. */
  title: string | null
  rows: ToldUpdate[]
  /** "Promises kept 7 of 8, worst 12 min late." */
  line: string
  /** What never came, what is still promised, or why nothing was owed: a sentence each. */
  notes: Part[][]
  tally: PromiseTally
  evidence: Evidence[]
}

/** A picture of the log, and how to find its bytes. */
export type ReportImage = { seq: number; fileId: string; mediaType: string; alt: string; label: string }

export type Report = {
  ref: string
  kind: Kind
  organisation: string
  topic: string
  headline: string
  /** One paragraph, plain words. */
  summary: string
  /** Markdown that somebody wrote instead of it, or null. */
  editedSummary: string | null
  severity: Severity
  severityName: string
  severityTimes: { severity: Severity; seconds: number; text: string }[]
  status: Status
  statusLine: string
  /** "checkout (component)" */
  labels: string[]
  edition: Edition
  reportedAt: Instant
  /** "Thursday 14 May 2026" */
  date: string
  composedAt: Instant
  zone: { name: string; words: string }
  /** First answer, Commander, mitigated, resolved; `label` is the short name. */
  keyTimes: (Measure & { label: string })[]
  tape: Omit<TapeInput, 'width' | 'measure'>
  answers: ReportAnswer[]
  gaps: Gap[]
  /** Absent in versions that were saved before there were updates. */
  updates?: ReportUpdates
  timeline: TimelineRow[]
  /** Said once instead of in every row, when the whole log was written down afterwards. */
  late: string | null
  /** Entries of the log that the timeline leaves out. */
  leftOut: number
  links: ReportLink[]
  handOvers: { parts: Part[]; evidence: Evidence }[]
  images: ReportImage[]
  followUps: FollowUpRow[]
  /** What became of the post-mortem, in a sentence; null where none is due. */
  postMortem: string | null
  distribution: DistributionRow[]
  entries: number
  /** The chain's head in hexadecimal: it changes with any change of the log. */
  headHash: string
}

/** The words of a composed sentence, its times as they are written. */
export function partsText(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')
}

/** "target 30 min at SEV2, met" */
export function targetWords({ seconds, severity, met }: NonNullable<Measure['target']>): string {
  return `target ${formatDuration(seconds)} at ${severity}, ${met ? 'met' : 'missed'}`
}

/** "Promises kept 7 of 8, worst 12 min late." */
export function promiseWords({ due, kept, worstSecondsLate }: PromiseTally): string {
  if (due === 0) return 'No update was due.'
  const worst =
    worstSecondsLate === null ? '' : `, worst ${formatDuration(Math.max(1, worstSecondsLate))} late`
  return `Promises kept ${kept} of ${due}${worst}.`
}

/** "Update 3 puts update 2 right." */
export function correctsWords({ number, corrects }: Pick<ToldUpdate, 'number' | 'corrects'>): string {
  return corrects === null ? '' : `Update ${number} puts update ${corrects} right.`
}

/** Under the key moments: "4 entries of the log are left out here." */
export function leftOutWords(count: number): string {
  return count === 1
    ? '1 entry of the log is left out here.'
    : `${count} entries of the log are left out here.`
}

/**
 * The report with at most about `most` key moments: where there are more, those that changed its course, and of these
 * the first and the last ones. `leftOut` counts the others too.
 */
export function keyMoments(report: Report, most: number): Report {
  if (report.timeline.length <= most) return report
  const key = report.timeline.filter((row) => row.key)
  const half = Math.floor(most / 2)
  const kept = new Set(key.length <= most ? key : [...key.slice(0, half), ...key.slice(-half)])
  let day: string | null = null
  const rows = report.timeline.flatMap((row) => {
    // The day of a row that goes is told by the next one that stays.
    day = row.day ?? day
    if (!kept.has(row)) return []
    const shown = { ...row, day }
    day = null
    return [shown]
  })
  return { ...report, timeline: rows, leftOut: report.leftOut + report.timeline.length - rows.length }
}
