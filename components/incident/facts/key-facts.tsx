'use client'

import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { FactText } from '#components/incident/facts/fact-text.tsx'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { type Answer, isReadOnly, type SourcedField } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { durationBetween } from '#lib/time/duration.ts'

/** Five facts at most, each with the time of the entry that proves it. */
export function KeyFacts() {
  const { live } = useRoom()
  const { impact, facts, milestones, solution } = live.incident
  return (
    <section aria-labelledby="h-facts">
      <h2 id="h-facts" className="sec rule-sec">
        Key facts
      </h2>
      <dl className="mt-1">
        <Fact name="What customers see" field="how" edit={{ dialog: 'impact' }}>
          {answer(impact.how)}
        </Fact>
        <Fact name="Who is affected" field="who" edit={{ dialog: 'impact' }}>
          {answer(impact.who)}
        </Fact>
        <Fact name="Impact began" field="impactStartedAt" edit={{ dialog: 'impact' }}>
          {milestones.impactStartedAt && (
            <ImpactBegan at={milestones.impactStartedAt} reportedAt={milestones.reportedAt} />
          )}
        </Fact>
        <Fact name="Cause" field="cause" edit={{ dialog: 'fact', fact: 'cause' }}>
          {facts.cause && <FactText text={facts.cause.text} />}
        </Fact>
        {solution ? (
          <Fact name="Solution" field="solution" edit={null}>
            <FactText text={solution} />
          </Fact>
        ) : (
          <Fact name="Now" field="now" edit={{ dialog: 'fact', fact: 'now' }}>
            {facts.now && <FactText text={facts.now.text} />}
          </Fact>
        )}
      </dl>
    </section>
  )
}

type FactProps = {
  name: string
  field: SourcedField
  /** What opens to say it, null where it is said elsewhere. */
  edit: DialogRequest | null
  children: ReactNode
}

function Fact({ name, field, edit, children }: FactProps) {
  const { live, me, zone, now, open } = useRoom()
  const { incident } = live
  const source = incident.sources[field]
  const type = field === 'cause' || field === 'now' ? 'state_fact' : 'describe_impact'
  const isEditable = edit !== null && !isReadOnly(incident) && permission(me, type, incident).allowed
  return (
    <div className="border-t py-2 first:border-t-0">
      <dt className="text-12 text-ink-3 flex flex-wrap items-center justify-between gap-x-2">
        <span className="flex items-center gap-1 whitespace-nowrap">
          {name}
          {isEditable && (
            <SmallAction label={`Edit: ${name}`} onPress={() => open(edit)}>
              <Pencil className="icon size-3" />
            </SmallAction>
          )}
        </span>
        {source && (
          <a
            href={`#entry-${source.seq}`}
            className="mono hover:text-accent-ink decoration-rule-2 underline underline-offset-2"
          >
            <span className="vh">Proved by the entry of </span>
            <Moment at={source.at} zone={zone} now={now} after={incident.milestones.reportedAt} />
          </a>
        )}
      </dt>
      <dd className="mt-0.5 leading-snug">
        {children || <span className="text-ink-3">Nobody has said yet</span>}
      </dd>
    </div>
  )
}

function ImpactBegan({ at, reportedAt }: { at: string; reportedAt: string | null }) {
  const { zone, now } = useRoom()
  return (
    <>
      <Moment at={at} zone={zone} now={now} after={reportedAt} className="text-13" />
      {reportedAt && at < reportedAt && `, ${durationBetween(at, reportedAt)} before the report`}
    </>
  )
}

function answer(value: Answer): ReactNode {
  if (value === null) return null
  return 'text' in value ? <FactText text={value.text} /> : <span className="text-ink-2">Not yet known</span>
}
