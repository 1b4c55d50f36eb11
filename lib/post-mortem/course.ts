/** Detection, impact, resolution and participants: filled in from the log. */
import type { Part, ReportBlock } from '#lib/report/model.ts'
import { correctionNotes, endSeqs, type LogRecord, withCorrections } from '#lib/report/record.ts'
import { durationBetween, formatDuration } from '#lib/time/duration.ts'
import {
  answerOf,
  type Begun,
  note,
  onZoned,
  type PartDraft,
  said,
  sentence,
  seqsOf,
  zoned,
  zonedParts,
} from './draft.ts'

/** Who reported it and where it was seen; how long after the impact began. */
export function detection({ record }: Begun): PartDraft {
  const { moments, incident, reportedAt, clock } = record
  const [started, detectedAt] = [moments.impactStarted, incident.milestones.detectedAt]
  const by = said(incident.reportedBy)
  const source = said(incident.source)
  const blocks: ReportBlock[] = [
    sentence(
      'Reported ',
      ...onZoned(record, reportedAt),
      `${by ? ` by ${by}` : ''}${source ? `, source: ${source}` : ''}.`,
    ),
  ]
  if (detectedAt !== null) blocks.push(sentence('First detected ', ...onZoned(record, detectedAt), '.'))
  const first = detectedAt ?? reportedAt
  if (started) {
    const began = zonedParts(clock.zone, ['The impact had begun at ', clock.claimed(started.at)])
    const before =
      started.at < first ? `, ${durationBetween(started.at, first)} before.` : ', at the same time.'
    blocks.push(sentence(...began, before))
  } else {
    blocks.push(note('When the impact began is not in the log.'))
  }
  return {
    blocks,
    seqs: [
      1,
      ...(moments.reported?.seqs ?? []),
      ...(started?.seqs ?? []),
      ...(incident.sources.detectedAt ? [incident.sources.detectedAt.seq] : []),
      ...(incident.sources.reported ? [incident.sources.reported.seq] : []),
    ],
    blank: false,
  }
}

/** Who and how as answered, how long it lasted, and the time in each severity. */
export function impact(begun: Begun): PartDraft {
  const { record } = begun
  const [who, how] = [answerOf(begun, 7), answerOf(begun, 8)]
  const blocks = [
    ...(who.blank ? [sentence('Who was impacted is not in the log.')] : who.blocks),
    ...(how.blank
      ? [sentence('How they were impacted is not in the log.'), ...how.blocks.slice(1)]
      : how.blocks),
    severityWords(begun),
  ]
  return {
    blocks: blocks.flatMap((block) => zoned(record.clock.zone, block) ?? []),
    seqs: [
      ...seqsOf(who),
      ...seqsOf(how),
      ...record.incident.severities.map(({ seq }) => seq),
      ...(record.moments.reported?.seqs ?? []),
      ...endSeqs(record),
    ],
    blank: who.blank && how.blank,
  }
}

/** "SEV2 for 3 min 47 s, SEV1 for 52 min 2 s: 55 min 49 s from the report to the resolution." */
function severityWords({ record, severityTimes }: Begun): ReportBlock {
  const { moments, incident } = record
  const since = incident.severities.at(-1)
  // A length that grows with every look would differ from what somebody has just read.
  if (!moments.resolved && !moments.setAside) {
    return sentence(
      `${incident.severity} since `,
      ...zonedParts(record.clock.zone, [record.clock.exact(since?.from ?? record.reportedAt)]),
      '.',
    )
  }
  const end = moments.resolved ? 'the resolution' : 'the end'
  const times = severityTimes.map(({ severity, text }) => `${severity} for ${text}`)
  if (times.length === 1) return sentence(`${times[0]}, from the report to ${end}.`)
  const total = severityTimes.reduce((sum, { seconds }) => sum + seconds, 0)
  return sentence(`${times.join(', ')}: ${formatDuration(total)} from the report to ${end}.`)
}

/** The solution as stated, and when it held. Temporary or permanent it is only where its words say so. */
export function resolution({ record }: Begun): PartDraft {
  const { incident, moments, setbacks, reopenings, clock } = record
  const solution = said(incident.solution)
  const source = incident.sources.solution
  const told = solution !== null && source ? source : null
  const setAside = moments.setAside ? 'It ended without a solution of its own.' : null
  const unsolved =
    setAside ?? (moments.resolved ? 'What solved it is not in the log.' : 'It is not solved yet.')
  const blocks: ReportBlock[] = told
    ? [
        { type: 'words', text: solution ?? '' },
        ...correctionNotes(record, told.seq).map((parts) => note(...zonedParts(clock.zone, parts))),
      ]
    : [sentence(unsolved)]
  for (const { fixedAt, brokeAt } of setbacks)
    blocks.push(sentence(...setbackWords(record, fixedAt, brokeAt)))
  const ends: Part[] = [
    ...(moments.mitigated
      ? ['Mitigated ', ...onZoned(record, moments.mitigated.at), moments.resolved ? '. ' : '.']
      : []),
    ...(moments.resolved ? ['Resolved ', ...onZoned(record, moments.resolved.at), '.'] : []),
  ]
  if (ends.length > 0) blocks.push(sentence(...ends))
  return {
    blocks,
    seqs: [
      ...(source ? withCorrections(record, source.seq) : []),
      ...setbacks.flatMap(({ seq, fixSeq }) => [seq, fixSeq]),
      ...reopenings.map(({ seq }) => seq),
      ...(moments.mitigated?.seqs ?? []),
      ...endSeqs(record),
    ],
    blank: told === null,
  }
}

/** "A fix of 14:40:00 did not hold; the work went on at 14:55:00 CEST." */
export function setbackWords({ clock }: LogRecord, fixedAt: string, brokeAt: string): Part[] {
  return zonedParts(clock.zone, [
    'A fix of ',
    clock.exact(fixedAt),
    ' did not hold; the work went on at ',
    clock.exact(brokeAt),
    '.',
  ])
}

/** People, roles with their spans, hand-overs. */
export function participants(begun: Begun): PartDraft {
  const answer = answerOf(begun, 5)
  const blocks = answer.blocks.flatMap((block) => zoned(begun.record.clock.zone, block) ?? [])
  return {
    blocks,
    seqs: seqsOf(answer),
    blank: !blocks.some((block) => block.type === 'people' && block.rows.length > 0),
  }
}
