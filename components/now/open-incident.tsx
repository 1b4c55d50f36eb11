import Link from 'next/link'
import { MiniStepper } from '#components/incident/mini-stepper.tsx'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { CommanderName } from '#components/incidents/commander-name.tsx'
import { RunningClock } from '#components/ui/running-clock.tsx'
import { Age } from '#components/ui/ticking-text.tsx'
import type { Now } from '#lib/now/model.ts'

type OpenIncidentProps = { incident: Now['open'][number]; me: string; isLoud: boolean; now: number }

/** One more open incident, in two lines. */
export function OpenIncident({ incident, me, isLoud, now }: OpenIncidentProps) {
  const { ref, topic, severity, kind, status, milestones, lastEntryAt } = incident
  const isDrill = kind === 'drill'
  return (
    <article className="grid grid-cols-[22px_minmax(0,1fr)_auto] items-start gap-x-3 border-t py-3.5">
      <div className="pt-[3px]">
        <SeverityGlyph severity={severity} kind={kind} size={20} />
      </div>
      <div className="min-w-0">
        <h3 className="text-17 line-clamp-4 leading-snug font-semibold wrap-anywhere">
          <Link href={`/incidents/${ref}`} prefetch={false} className="underline-offset-3 hover:underline">
            {topic}
          </Link>
        </h3>
        <div className="text-13 text-ink-2 mt-1.5 flex flex-wrap items-center gap-x-5 gap-y-1">
          <span className={isDrill ? 'text-drill-ink font-bold' : 'font-semibold'} aria-hidden="true">
            {isDrill ? `DRILL ${severity}` : severity}
          </span>
          <span className="mono text-ink-3">{ref}</span>
          <MiniStepper status={status} />
          <CommanderName incident={incident} me={me} isLoud={isLoud} />
          <span className="text-ink-3">
            Last entry <Age at={Date.parse(lastEntryAt)} now={now} />
          </span>
        </div>
      </div>
      <RunningClock
        since={Date.parse(milestones.reportedAt ?? lastEntryAt)}
        now={now}
        label="Since the report"
        className="text-17 sm:text-20 pt-1 leading-none tracking-[-.02em]"
      />
    </article>
  )
}
