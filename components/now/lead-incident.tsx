import Link from 'next/link'
import type { ReactNode } from 'react'
import { MiniStepper } from '#components/incident/mini-stepper.tsx'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { CommanderName } from '#components/incidents/commander-name.tsx'
import { LiveTape } from '#components/now/live-tape.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { RunningClock } from '#components/ui/running-clock.tsx'
import { Age } from '#components/ui/ticking-text.tsx'
import { Time } from '#components/ui/time.tsx'
import { holders, type PersonRef } from '#lib/incident/incident.ts'
import { listWords, severityGuide } from '#lib/incident/words.ts'
import { plainText } from '#lib/markdown/model.ts'
import type { Now } from '#lib/now/model.ts'

type LeadIncidentProps = {
  incident: Now['open'][number]
  marks: Now['marks']
  me: string
  /** Whether a missing Commander is said in inverse video. */
  isLoud: boolean
  zone: string
  /** Milliseconds. */
  now: number
}

/** The most urgent incident, told large: what, since when, how far, by whom, and its tape. */
export function LeadIncident({ incident, marks, me, isLoud, zone, now }: LeadIncidentProps) {
  const { ref, topic, severity, kind, facts, reported } = incident
  const reportedAt = incident.milestones.reportedAt ?? incident.lastEntryAt
  const isLong = topic.length > 90
  const standfirst = plainText(facts.now?.text ?? facts.cause?.text ?? reported)
  return (
    <article className="pt-5 pb-6">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <SeverityBadge severity={severity} kind={kind} />
        <span className="mono text-13 text-ink-2">{ref}</span>
        <span className="text-13 text-ink-3">{severityGuide[severity].name}</span>
      </div>
      <div className="items-start gap-6 md:flex">
        <div className="min-w-0 flex-1">
          <h3 className={`headline mt-2 ${isLong ? 'text-24 md:text-30' : 'text-30 md:text-38'}`}>
            <Link
              href={`/incidents/${ref}`}
              prefetch={false}
              className="decoration-2 underline-offset-4 hover:underline"
            >
              {topic}
            </Link>
          </h3>
          {standfirst !== topic && (
            <p className="serif text-17 text-ink-2 mt-2 line-clamp-3 max-w-[56ch] break-words">
              {standfirst}
            </p>
          )}
        </div>
        <div className="mt-3 md:mt-2 md:text-right">
          <RunningClock
            since={Date.parse(reportedAt)}
            now={now}
            label="Since the report"
            className="text-38 block leading-none font-medium tracking-[-.03em]"
          />
          <p className="text-12 text-ink-3 mt-1">
            since <Time at={reportedAt} zone={zone} format="clock" />
          </p>
        </div>
      </div>
      <dl className="text-14 mt-4 grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-x-8 gap-y-3 md:grid-cols-[auto_auto_auto_1fr]">
        <Term name="Status">
          <MiniStepper status={incident.status} />
        </Term>
        <Term name="Commander">
          <CommanderName incident={incident} me={me} isLoud={isLoud} />
        </Term>
        <Term name="Responders">
          <Responders people={holders(incident, 'responder').map((span) => span.person)} />
        </Term>
        <Term name="Last entry">
          <Age at={Date.parse(incident.lastEntryAt)} now={now} />
        </Term>
      </dl>
      <div className="mt-5">
        <LiveTape incident={incident} entries={marks} zone={zone} now={now} />
      </div>
    </article>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className="mt-0.5 flex min-h-6 items-center">{children}</dd>
    </div>
  )
}

const mostFaces = 4

function Responders({ people }: { people: PersonRef[] }) {
  if (people.length === 0) return <span className="text-ink-3">None yet</span>
  return (
    <span className="flex items-center gap-1">
      {people.slice(0, mostFaces).map(({ id, name }) => (
        <Avatar key={id} name={name} />
      ))}
      {people.length > mostFaces && <span className="text-13 text-ink-2">+{people.length - mostFaces}</span>}
      <span className="vh">{listWords(people.map((person) => person.name))}</span>
    </span>
  )
}
