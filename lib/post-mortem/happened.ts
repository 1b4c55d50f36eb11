/** Summary, what happened and the factors: what the log states, in plain sentences. Nothing is judged here. */
import { inOrder } from '#lib/incident/entries/order.ts'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import type { Part, ReportBlock } from '#lib/report/model.ts'
import { endSeqs, type LogRecord, withCorrections, withStop, wordsOf } from '#lib/report/record.ts'
import { factsOf, isChange } from '#lib/report/solution.ts'
import { clip } from '#lib/report/summary.ts'
import { type Begun, note, onZoned, type PartDraft, said, sentence, zonedParts } from './draft.ts'

type Logged = EntryOf<'logged'>

/** Findings offered to whoever writes the factors. */
const MOST_FINDINGS = 10
/** Above, it is no story any more: the timeline has them all. */
const MOST_CHANGES = 50

/** Two sentences: what was, for how long; and the cause as stated. */
export function summary({ record, headline }: Begun): PartDraft {
  const { moments, incident } = record
  const cause = causeOf(record)
  const end = moments.mitigated ?? moments.resolved
  const why = cause === null ? unknownCause(record) : clip(cause)
  return {
    blocks: [sentence(`${withStop(headline)} ${why}`)],
    seqs: [
      1,
      incident.sources.topic?.seq ?? 1,
      ...(moments.impactStarted?.seqs ?? []),
      ...(end?.seqs ?? []),
      ...endSeqs(record),
      ...causeSeqs(record),
    ],
    blank: false,
  }
}

/** How it began, the cause as stated, then decisions and changes by their time. */
export function whatHappened({ record }: Begun): PartDraft {
  const { moments, incident, clock } = record
  const cause = causeOf(record)
  const changes = inOrder(record.entries.filter(isChange)).filter(
    (entry) => wordsLeft(record, entry) !== null,
  )
  const told = changes.slice(0, MOST_CHANGES)
  const untold = changes.length - told.length
  const opening: Part[] = moments.impactStarted
    ? [...zonedParts(clock.zone, ['The impact began at ', clock.claimed(moments.impactStarted.at)]), '. ']
    : []
  return {
    blocks: [
      sentence(
        ...opening,
        ...capital(onZoned(record, record.reportedAt)),
        ` ${said(incident.reportedBy) ?? 'somebody'} reported: ${withStop(incident.topic)}`,
      ),
      cause === null ? sentence(unknownCause(record)) : { type: 'words', text: cause },
      ...told.map((entry) => changeSentence(record, entry)),
      ...(untold > 0 ? [note(`And ${untold} more, in the timeline.`)] : []),
    ],
    seqs: [
      1,
      incident.sources.topic?.seq ?? 1,
      ...(moments.reported?.seqs ?? []),
      ...(moments.impactStarted?.seqs ?? []),
      ...causeSeqs(record),
      ...(cause === null ? endSeqs(record) : []),
      ...changes.flatMap(({ seq }) => withCorrections(record, seq)),
    ],
    blank: cause === null && changes.length === 0,
  }
}

/** Blank: factors are for people to name. What was found stands beside, for them to choose from. */
export function contributingFactors({ record }: Begun): PartDraft {
  const findings = inOrder(record.entries.filter((entry) => entry.type === 'logged')).filter(
    (entry) => entry.payload.kind === 'finding' && wordsLeft(record, entry),
  )
  const offered = findings.slice(0, MOST_FINDINGS)
  return {
    blocks: offered.map((entry) =>
      note('Found ', ...onZoned(record, entry.occurredAt), `: ${clip(wordsLeft(record, entry) ?? '')}`),
    ),
    seqs: offered.flatMap(({ seq }) => withCorrections(record, seq)),
    blank: true,
  }
}

const nouns: Partial<Record<Logged['payload']['kind'], string>> = {
  decision: 'it was decided: ',
  deploy: 'there was a deploy',
  migration: 'there was a migration',
  configuration: 'the configuration was changed',
}

/** "At 14:24 CEST there was a deploy, web v847 → v846, succeeded 14:25, 1 min 50 s. Rolled back." */
function changeSentence(record: LogRecord, entry: Logged): ReportBlock {
  const { kind } = entry.payload
  const left = wordsLeft(record, entry)
  const words = left ? clip(left) : ''
  const facts = factsOf(record, entry)
  const at = record.clock.on(entry.occurredAt)
  const when = capital(
    zonedParts(record.clock.zone, [
      at[0] ?? '',
      { at: entry.occurredAt, text: record.clock.short(entry.occurredAt) },
    ]),
  )
  const act = nouns[kind] ?? ''
  if (kind === 'decision') {
    const rejected = facts.length > 0 ? ` ${withStop(facts.join(', '))}` : ''
    return sentence(...when, ` ${act}${words}${rejected}`)
  }
  return sentence(...when, ` ${withStop([act, ...facts].join(', '))} ${words}`.trimEnd())
}

/** The words of an entry; null when they were taken out of the log. */
function wordsLeft(record: LogRecord, entry: Logged): string | null {
  if (entry.redacted) return null
  const text = wordsOf(record, entry.seq, entry.payload.text)
  // A deploy without a word is still a deploy.
  return text.trim() === '' ? '' : said(text)
}

function causeOf({ incident }: LogRecord): string | null {
  return said(incident.facts.cause?.text)
}

function causeSeqs(record: LogRecord): number[] {
  const { cause } = record.incident.sources
  return cause ? withCorrections(record, cause.seq) : []
}

function unknownCause({ moments }: LogRecord): string {
  return moments.resolved || moments.setAside ? 'The cause is not in the log.' : 'The cause is not known yet.'
}

/** "At 14:02:11" at the beginning of a sentence. */
function capital([first = '', ...others]: readonly Part[]): Part[] {
  return [
    typeof first === 'string' ? `${first.slice(0, 1).toUpperCase()}${first.slice(1)}` : first,
    ...others,
  ]
}
