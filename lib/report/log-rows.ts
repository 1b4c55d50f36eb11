/** The whole log for reading: a row per entry in the order of the log, with what later entries did to it. Pure. */
import { correctableField } from '#lib/incident/entries/correctable.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import type { Answer, Instant } from '#lib/incident/incident.ts'
import { affectedStateNames, updateStateNames } from '#lib/incident/public-updates.ts'
import { kindNames, listWords, outcomeNames } from '#lib/incident/words.ts'
import type { LogPart } from '#lib/log/model.ts'
import { plainText } from '#lib/markdown/model.ts'
import { escapeText, writeLink } from '#lib/markdown/write.ts'
import { formatElapsed, formatLateness } from '#lib/time/duration.ts'
import { formatClockTime, formatDay, isSameDay } from '#lib/time/format.ts'
import { reportClock } from './clock.ts'
import { withStop } from './record.ts'
import { overdueWords } from './updates.ts'

/** A picture in the log; its bytes are asked for by `fileId`. */
export type LogPicture = { fileId: string; mediaType: string; name: string; alt: string }

export type LogRow = {
  seq: number
  /** "14:20:15" */
  time: string
  /** "Fri 15 May" where another day begins, else null. */
  day: string | null
  /** "T+18" */
  elapsed: string
  /** "Decision", null where `text` is a sentence of its own. */
  lead: string | null
  /** Whose words they are; null where the sentence names its author. */
  by: string | null
  /** Plain words before `body`: the sentence of the entry, or a topic. */
  text: string
  /** Markdown, as it reads now. */
  body: string | null
  /** Plain words after it: the facts of a change. */
  facts: string
  /** What became of it later, each in a sentence: plain words. */
  notes: string[]
  /** "added 24 min later", or null. */
  late: string | null
  picture: LogPicture | null
}

type Told = Partial<Pick<LogRow, 'lead' | 'by' | 'text' | 'body' | 'facts' | 'picture'>>
type Clock = ReturnType<typeof reportClock>

/** A reader of parts, one after the other; it remembers the day of the row before. `zone` is an IANA name. */
export function logRows(zone: string, reportedAt: Instant): (part: LogPart) => LogRow[] {
  const clock = reportClock(zone, reportedAt)
  let shown: Instant | null = null
  return ({ entries, corrections }) => {
    const amending = [...entries, ...corrections].filter(({ corrects }) => corrects !== null)
    return entries.map((entry) => {
      const { occurredAt: at, seq } = entry
      const day = shown !== null && isSameDay(at, shown, zone) ? null : formatDay(at, zone, reportedAt)
      shown = at
      const later = amending.filter(({ corrects }) => corrects === seq).toSorted((a, b) => a.seq - b.seq)
      const told = isRedacted(entry, later) ? redacted : tell(entry, later, clock)
      return {
        seq,
        time: formatClockTime(at, zone),
        day,
        elapsed: formatElapsed(at, reportedAt),
        lead: told.lead ?? null,
        by: told.by ?? null,
        text: told.text ?? '',
        body: told.body?.trim() ? told.body : null,
        facts: told.facts ?? '',
        notes: later.flatMap((one) => noteOf(entry, one, clock)),
        late: formatLateness(at, entry.recordedAt),
        picture: told.picture ?? null,
      }
    })
  }
}

const redacted: Told = { text: 'The words of this entry were taken out.' }

function isRedacted(entry: Entry, later: readonly Entry[]): boolean {
  return entry.redacted === true || later.some(({ type }) => type === 'entry_redacted')
}

function tell(entry: Entry, later: readonly Entry[], clock: Clock): Told {
  const by = entry.actor.name
  const now = (said: string) => later.findLast((one) => isCorrection(entry, one))?.payload.text ?? said
  switch (entry.type) {
    case 'incident_reported': {
      const { reportedBy, source, reported, topic, severity } = entry.payload
      return {
        lead: 'Report',
        by: `${reportedBy}, ${source}`,
        text: withStop(`${severity}: ${topic}`),
        body: now(reported),
      }
    }
    case 'logged':
      return {
        lead: kindNames[entry.payload.kind],
        by,
        body: now(entry.payload.text),
        facts: factsOf(entry, clock),
      }
    case 'fact_stated':
      return { lead: entry.payload.fact === 'cause' ? 'Cause' : 'Now', by, body: now(entry.payload.text) }
    case 'solution_stated':
      return { lead: 'Solution', by, body: now(entry.payload.solution) }
    case 'impact_described': {
      const { who, how, startedAt } = entry.payload
      const facts = startedAt ? `The impact began at ${clock.short(startedAt)}.` : ''
      return {
        lead: 'Impact',
        by,
        facts,
        body: [said('Who', who), said('How', how)].filter(Boolean).join('\n\n'),
      }
    }
    case 'topic_changed':
      return { lead: 'Topic', by, text: `${withStop(entry.payload.to)} Before: ${entry.payload.from}` }
    case 'link_added':
      return { lead: 'Link', by, body: writeLink(entry.payload.title, entry.payload.url) }
    case 'command_offered':
      return { text: withStop(entry.sentence), body: entry.payload.brief }
    case 'merged_from':
      return { text: `${entry.sentence}: ${entry.payload.source.topic}` }
    case 'entry_corrected':
    case 'entry_redacted': {
      const did = entry.type === 'entry_corrected' ? 'corrected' : 'redacted'
      return { text: `${by} ${did} entry ${entry.corrects}. ${withStop(entry.payload.reason)}` }
    }
    case 'file_attached':
      return attached(entry)
    case 'update_published':
    case 'update_drafted':
      return update(entry, clock)
    case 'update_nudged': {
      const { to, dueAt } = entry.payload
      const whom = listWords(to.map(({ name }) => name))
      return { text: `Reminded ${whom} that an update is due by ${clock.short(dueAt)}.` }
    }
    case 'update_overdue':
      return { text: overdueWords(clock, entry.payload) }
    default: {
      const { reason } = entry.payload as { reason?: string | null } // Where there is one, it is a text.
      return { text: withStop(entry.sentence), body: reason ?? null }
    }
  }
}

function attached({ payload, sentence }: EntryOf<'file_attached'>): Told {
  const { file, alt, text } = payload
  const isPicture = file.mediaType.startsWith('image/')
  return {
    text: withStop(sentence),
    body: text,
    picture: isPicture
      ? { fileId: file.id, mediaType: file.mediaType, name: file.name, alt: alt ?? file.name }
      : null,
  }
}

/** What those outside read: plain words, so that no mark in them becomes another one here. */
function update(entry: EntryOf<'update_published'> | EntryOf<'update_drafted'>, clock: Clock): Told {
  const { headline, text, state, affected, nextUpdateAt, corrects } = entry.payload
  const isOut = entry.type === 'update_published'
  const writer = isOut ? entry.payload.draftedBy : null
  const things = affected.map((one) => `${one.name} (${affectedStateNames[one.state].toLowerCase()})`)
  return {
    lead: isOut ? `Update ${entry.payload.number}` : 'Draft of an update',
    by: writer ? `${writer.name}, approved by ${entry.actor.name}` : entry.actor.name,
    text: `${updateStateNames[state]}. ${withStop(headline)}`,
    body: text.split('\n').map(escapeText).join('\n'),
    facts: [
      ...(things.length > 0 ? [withStop(`Affected: ${things.join(', ')}`)] : []),
      ...(nextUpdateAt ? [`The next one by ${clock.short(nextUpdateAt)}.`] : []),
      ...(corrects ? [`It puts update ${corrects.number} right.`] : []),
    ].join(' '),
  }
}

function factsOf({ payload }: EntryOf<'logged'>, clock: Clock): string {
  if (payload.kind === 'decision') {
    const { rejected } = payload.details
    return rejected ? withStop(`Rejected: ${rejected}`) : ''
  }
  if (payload.kind !== 'deploy' && payload.kind !== 'migration') return ''
  const { outcome, endedAt } = payload.details
  const facts = [
    payload.kind === 'migration' ? (payload.details.name ?? '') : changeOf(payload.details),
    outcome ? outcomeNames[outcome] : '',
    endedAt ? `ended ${clock.short(endedAt)}` : '',
  ]
  return withStop(facts.filter((fact) => fact !== '').join(', '))
}

function changeOf({ service, from, to }: { service?: string; from?: string; to?: string }): string {
  const versions = from && to ? `${from} → ${to}` : (to ?? from ?? '')
  return [service ?? '', versions].filter((word) => word !== '').join(' ')
}

/** On the same line as its name, unless it begins with a list, a quotation, a heading or code. */
function said(name: string, answer: Answer | undefined): string {
  if (!answer) return ''
  if (!('text' in answer)) return `**${name}.** Not yet known.`
  return `**${name}.**${/^\s*(?:[-*+>#]|\d+[.)]|```|~~~)/.test(answer.text) ? '\n\n' : ' '}${answer.text}`
}

function noteOf(entry: Entry, later: Entry, clock: Clock): string[] {
  const mark = `${clock.short(later.occurredAt)} by ${later.actor.name}`
  if (later.type === 'entry_redacted') return [`Redacted ${mark}. ${withStop(later.payload.reason)}`]
  if (later.type === 'change_undone') return [`Taken back ${mark}.`]
  if (!isCorrection(entry, later) || entry.redacted) return []
  const was = wordsBefore(entry)
  const before = was === null ? '' : ` It read: “${plainText(was)}”`
  return [`Corrected ${mark}, entry ${later.seq}. ${withStop(later.payload.reason)}${before}`]
}

function isCorrection(entry: Entry, later: Entry): later is EntryOf<'entry_corrected'> {
  return later.type === 'entry_corrected' && later.payload.field === correctableField(entry)
}

function wordsBefore(entry: Entry): string | null {
  if (entry.type === 'logged' || entry.type === 'fact_stated') return entry.payload.text
  if (entry.type === 'incident_reported') return entry.payload.reported
  return entry.type === 'solution_stated' ? entry.payload.solution : null
}
