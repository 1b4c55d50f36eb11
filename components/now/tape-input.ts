import type { Incident } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import type { TapeEntry } from '#lib/now/model.ts'
import { durationBetween } from '#lib/time/duration.ts'
import type { TapeInput, TapeMarkInput } from '#lib/time/tape.ts'

/** The tape of an incident that is open at `now` (milliseconds), drawn from its log. */
export function tapeOf(
  incident: Incident,
  entries: readonly TapeEntry[],
  now: number,
): Omit<TapeInput, 'width' | 'timeZone' | 'measure'> {
  const marks = [...milestoneMarks(incident), ...entries.map(markOf)].sort((a, b) => a.at - b.at)
  const { impactStartedAt, mitigatedAt } = incident.milestones
  const began = impactStartedAt === null ? null : Date.parse(impactStartedAt)
  const first = Math.min(began ?? now, ...marks.map((mark) => mark.at), now - 60_000)
  const room = (now - first) * 0.02
  return {
    from: first - room,
    to: now,
    now,
    ...(impactStartedAt !== null && {
      impact: impactOf(Date.parse(impactStartedAt), mitigatedAt === null ? now : Date.parse(mitigatedAt)),
    }),
    phases: phasesOf(incident, now),
    marks,
  }
}

function impactOf(from: number, to: number) {
  return { from, to, label: `Impact ${durationBetween(from, to)}` }
}

function phasesOf({ statuses }: Incident, now: number): TapeInput['phases'] {
  return statuses.map((span, index) => {
    const next = statuses[index + 1]
    const to = next ? Date.parse(next.from) : now
    return { name: statusNames[span.status], from: Date.parse(span.from), to, live: !next }
  })
}

function milestoneMarks({ milestones, severities }: Incident): TapeMarkInput[] {
  const { reportedAt, acknowledgedAt, mitigatedAt } = milestones
  const marks: TapeMarkInput[] = []
  if (reportedAt) marks.push({ at: Date.parse(reportedAt), label: 'Reported', key: true })
  if (acknowledgedAt) marks.push({ at: Date.parse(acknowledgedAt), label: 'Acknowledged' })
  if (mitigatedAt) marks.push({ at: Date.parse(mitigatedAt), label: 'Mitigated', key: true })
  for (const { severity, from } of severities.slice(1)) marks.push({ at: Date.parse(from), label: severity })
  return marks
}

function markOf({ occurredAt, payload }: TapeEntry): TapeMarkInput {
  const at = Date.parse(occurredAt)
  if (payload.kind === 'decision') return { at, label: 'Decision', key: true }
  if (payload.kind === 'deploy') return { at, label: short(payload.details.to) ?? 'Deploy' }
  if (payload.kind === 'migration') return { at, label: short(payload.details.name) ?? 'Migration' }
  return { at, label: 'Entry' }
}

/** Room on the tape is short; the log has the whole name. */
function short(name: string | undefined): string | undefined {
  if (!name) return undefined
  return name.length > 18 ? `${name.slice(0, 17)}…` : name
}
