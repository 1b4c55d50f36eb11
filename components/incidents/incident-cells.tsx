import Link from 'next/link'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { Marked } from '#components/incidents/marked.tsx'
import { RunningClock } from '#components/ui/running-clock.tsx'
import type { Incident, IncidentView } from '#lib/incident/incident.ts'
import { isLive } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import type { Ranges } from '#lib/log/model.ts'
import { formatDuration } from '#lib/time/duration.ts'

/** Glyph and word; a drill is plum and hatched and shows no severity's colour. */
export function SeverityCell({ severity, kind }: Pick<Incident, 'severity' | 'kind'>) {
  if (kind === 'drill') {
    return (
      <span className="text-drill-ink text-13 inline-flex items-center gap-1.5 font-bold">
        <span className="hatch-sm h-[17px] w-[17px] rounded-xs" aria-hidden="true" />
        DRILL<span className="vh"> {severity}</span>
      </span>
    )
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <SeverityGlyph severity={severity} size={17} />
      <span className="text-13 font-semibold" aria-hidden="true">
        {severity}
      </span>
    </span>
  )
}

type TopicLinkProps = { incident: Incident; ranges?: Ranges | undefined; className: string }

/** The topic, leading to its incident. */
export function TopicLink({ incident, ranges, className }: TopicLinkProps) {
  return (
    <Link
      href={`/incidents/${incident.ref}`}
      prefetch={false}
      className={`[overflow-wrap:anywhere] underline-offset-3 hover:underline ${className}`}
    >
      <Marked text={incident.topic} ranges={ranges} />
    </Link>
  )
}

/** That other incidents were merged into this one, and which. */
export function MergedMark({ merged }: Pick<Incident, 'merged'>) {
  if (merged.length === 0) return null
  const refs = merged.map(({ ref }) => ref).join(', ')
  return (
    <span className="text-12 text-ink-3 ml-2 whitespace-nowrap" title={refs}>
      {merged.length} merged<span className="vh">: {refs}</span>
    </span>
  )
}

/** The status in words, and where a merged incident went on. */
export function statusWords({ status, mergedInto }: Pick<Incident, 'status' | 'mergedInto'>): string {
  return mergedInto ? `Merged into ${mergedInto.ref}` : statusNames[status]
}

/** A live status with a square of the accent, an ended one in grey. */
export function StatusCell({ incident }: { incident: Incident }) {
  if (!isLive(incident)) return <span className="text-ink-2">{statusWords(incident)}</span>
  return (
    <span className="inline-flex items-center gap-1.5 font-semibold">
      <span className="bg-accent h-2 w-2" aria-hidden="true" />
      {statusNames[incident.status]}
    </span>
  )
}

/** How long it took to resolve, or the running clock. */
export function LastedCell({ incident, now }: { incident: IncidentView; now: number }) {
  const { reportedAt } = incident.milestones
  const { timeToResolveSeconds } = incident.metrics
  if (timeToResolveSeconds !== null) return <>{formatDuration(timeToResolveSeconds)}</>
  if (reportedAt === null || !isLive(incident)) return null
  return (
    <RunningClock
      since={Date.parse(reportedAt)}
      now={now}
      label="Open for"
      className="text-ink font-semibold"
    />
  )
}
