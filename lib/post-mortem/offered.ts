/**
 * What went well, what went poorly: blank, because only people can judge. Facts that have a measure in the log (a target
 * met or missed, a fix that did not hold) are offered to them as notes.
 */
import { type ReportBlock, targetWords } from '#lib/report/model.ts'
import { updatesOf } from '#lib/report/updates.ts'
import { durationBetween } from '#lib/time/duration.ts'
import { setbackWords } from './course.ts'
import { type Begun, note, onZoned, type PartDraft } from './draft.ts'

type Offer = { block: ReportBlock; seqs: number[] }

export function wentWell(begun: Begun): PartDraft {
  return blankWith([...firstAnswer(begun, true), ...told(begun, true), ...weighed(begun)])
}

export function wentPoorly(begun: Begun): PartDraft {
  const { record } = begun
  const setbacks = record.setbacks.map(
    ({ fixedAt, brokeAt, seq, fixSeq }): Offer => ({
      block: note(...setbackWords(record, fixedAt, brokeAt)),
      seqs: [fixSeq, seq],
    }),
  )
  const reopened = record.reopenings.map(
    ({ reopenedAt, seq, seqs }): Offer => ({
      block: note('It was resolved and opened again ', ...onZoned(record, reopenedAt), '.'),
      seqs: [...seqs, seq],
    }),
  )
  return blankWith([
    ...beforeReport(begun),
    ...firstAnswer(begun, false),
    ...told(begun, false),
    ...setbacks,
    ...reopened,
    ...failedChanges(begun),
  ])
}

/** Nothing in a log says what was luck, or what was learned. */
export function nothingYet(): PartDraft {
  return blankWith([])
}

function blankWith(offers: readonly Offer[]): PartDraft {
  return { blocks: offers.map(({ block }) => block), seqs: offers.flatMap(({ seqs }) => seqs), blank: true }
}

/** "First answer after 1 min 59 s, target 5 min at SEV1, met." */
function firstAnswer(begun: Begun, met: boolean): Offer[] {
  const [first] = begun.keyTimes
  if (!first?.target || first.target.met !== met) return []
  const text = `${first.label} after ${first.value}, ${targetWords(first.target)}.`
  const { moments, incident } = begun.record
  const seqs = [
    ...(moments.reported?.seqs ?? []),
    ...(moments.answered?.seqs ?? []),
    ...incident.severities.map(({ seq }) => seq),
  ]
  return [{ block: note(text), seqs }]
}

/** How stakeholders fared: "They were first told 10 min after the report. Promises kept 3 of 4, worst 2 min late." */
function told({ record }: Begun, isKept: boolean): Offer[] {
  const { rows, tally, line, evidence } = updatesOf(record)
  if (tally.due === 0 || isKept !== (tally.kept === tally.due)) return []
  const [first] = rows
  const when = first
    ? `Stakeholders were first told ${durationBetween(record.reportedAt, first.at)} after the report. `
    : ''
  return [{ block: note(`${when}${line}`), seqs: evidence.map(({ seq }) => seq) }]
}

/** Decisions that were written down with what they ruled out. */
function weighed({ record }: Begun): Offer[] {
  const entries = record.entries.filter(
    (entry) =>
      entry.type === 'logged' &&
      !entry.redacted &&
      entry.payload.kind === 'decision' &&
      entry.payload.details.rejected,
  )
  const [first] = entries
  if (!first) return []
  const text =
    entries.length === 1
      ? [
          'The decision taken ',
          ...onZoned(record, first.occurredAt),
          ' is written down with what it ruled out.',
        ]
      : [`${entries.length} decisions are written down with what they ruled out.`]
  return [{ block: note(...text), seqs: entries.map(({ seq }) => seq) }]
}

function beforeReport({ record }: Begun): Offer[] {
  const { moments, reportedAt } = record
  const started = moments.impactStarted
  if (!started || started.at >= reportedAt) return []
  const text = `The impact had lasted ${durationBetween(started.at, reportedAt)} when it was reported.`
  return [{ block: note(text), seqs: [...started.seqs, ...(moments.reported?.seqs ?? [])] }]
}

/** "A deploy failed at 14:24:02 CEST." */
function failedChanges({ record }: Begun): Offer[] {
  return record.entries.flatMap((entry): Offer[] => {
    if (entry.type !== 'logged' || entry.redacted) return []
    const { payload } = entry
    if ((payload.kind !== 'deploy' && payload.kind !== 'migration') || payload.details.outcome !== 'failed')
      return []
    return [
      {
        block: note(`A ${payload.kind} failed that began `, ...onZoned(record, entry.occurredAt), '.'),
        seqs: [entry.seq],
      },
    ]
  })
}
