/** When the key moments of an incident were, and the entries that say so; and what went back on them. */
import type { Entry } from '#lib/incident/entries/table.ts'
import {
  type Incident,
  type Instant,
  isLive,
  isSetAside,
  type MilestoneName,
  type StatusSpan,
} from '#lib/incident/incident.ts'

export type Moment = { at: Instant; seqs: number[] }

/** When it happened and the entries that say so; null while it has not. */
export type Moments = Record<
  'reported' | 'impactStarted' | 'answered' | 'commanded' | 'mitigated' | 'resolved' | 'closed' | 'setAside',
  Moment | null
>

/** The fix was in place, and then it was not: the status went back. */
export type Setback = { fixedAt: Instant; brokeAt: Instant; seq: number; fixSeq: number }

/** The incident was over and was opened again: its earlier end is told, and counts no more. */
export type Reopening = {
  resolvedAt: Instant
  closedAt: Instant | null
  reopenedAt: Instant
  seq: number
  /** The entries of the earlier end. */
  seqs: number[]
}

type Broken = { setbacks: readonly Setback[]; reopenings: readonly Reopening[] }

/** Whatever took a mitigation back last: without it an earlier fix would count. None, or one number. */
export function lastBreak({ setbacks, reopenings }: Broken): number[] {
  return [...setbacks, ...reopenings]
    .map(({ seq }) => seq)
    .sort((a, b) => a - b)
    .slice(-1)
}

/** The moments of the state that `entries` fold to. */
export function momentsOf(incident: Incident, entries: readonly Entry[], broken: Broken): Moments {
  const mitigated = milestoneMoment(incident, 'mitigatedAt')
  const last = lastBreak(broken)
  const resolved = isSetAside(incident) ? null : statusMoment(incident, 'resolved')
  const set = incident.sources.resolvedAt?.seq
  return {
    reported: withFirst(milestoneMoment(incident, 'reportedAt')),
    impactStarted: milestoneMoment(incident, 'impactStartedAt'),
    answered: milestoneMoment(incident, 'acknowledgedAt'),
    commanded: milestoneMoment(incident, 'commandedAt'),
    mitigated: mitigated && { ...mitigated, seqs: [...last, ...mitigated.seqs] },
    resolved: resolved && set ? { ...resolved, seqs: [...new Set([...resolved.seqs, set])] } : resolved,
    closed: isSetAside(incident) ? null : statusMoment(incident, 'closed'),
    setAside: isSetAside(incident) ? sideExit(incident, entries) : null,
  }
}

function sideExit({ statuses, mergedInto }: Incident, entries: readonly Entry[]): Moment | null {
  const last = statuses.at(-1)
  const merge = mergedInto ? entries.findLast(({ type }) => type === 'merged_into') : undefined
  return last ? { at: last.from, seqs: [...(merge ? [merge.seq] : []), last.seq] } : null
}

function milestoneMoment({ milestones, sources }: Incident, name: MilestoneName): Moment | null {
  const at = milestones[name]
  const source = sources[name]
  return at && source ? { at, seqs: [source.seq] } : null
}

/** The first entry is the report, also when its time was put right. */
function withFirst(moment: Moment | null): Moment | null {
  return moment && { ...moment, seqs: [...new Set([1, ...moment.seqs])] }
}

/** The last time it was reached, unless the incident has been live again since. */
function statusMoment({ statuses }: Incident, status: 'resolved' | 'closed'): Moment | null {
  const ended = statuses.slice(statuses.findLastIndex((span) => isLive(span)) + 1)
  const span = ended.findLast((candidate) => candidate.status === status)
  return span ? { at: span.from, seqs: [span.seq] } : null
}

/** Back from watching the fix to looking for one. */
export function findSetbacks({ statuses }: Incident): Setback[] {
  return statuses.flatMap((span, index) => {
    const before = statuses[index - 1]
    if (before?.status !== 'monitoring' || !isLive(span) || span.status === 'monitoring') return []
    return [{ fixedAt: before.from, brokeAt: span.from, seq: span.seq, fixSeq: before.seq }]
  })
}

/** Over, and live again. */
export function findReopenings({ statuses }: Incident): Reopening[] {
  return statuses.flatMap((span, index) => {
    const before = statuses[index - 1]
    if (!before || !isLive(span) || isLive(before)) return []
    const held = statuses.slice(0, index)
    const ended = held.slice(held.findLastIndex((each) => isLive(each)) + 1)
    const find = (status: StatusSpan['status']) => ended.findLast((each) => each.status === status)
    const [resolved, closed] = [find('resolved') ?? before, find('closed')]
    return [
      {
        resolvedAt: resolved.from,
        closedAt: closed?.from ?? null,
        reopenedAt: span.from,
        seq: span.seq,
        seqs: [resolved.seq, ...(closed ? [closed.seq] : [])],
      },
    ]
  })
}

/** The entries that were taken back: they stand in the log, and nothing is told of them. */
export function findTakenBack(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(
    entries.flatMap(({ type, corrects }) =>
      type === 'change_undone' && corrects !== null ? [corrects] : [],
    ),
  )
}
