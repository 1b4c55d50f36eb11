'use client'

import { FileText, Link2, Pencil, Plus } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { FactText } from '#components/incident/facts/fact-text.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import type { Answer, SourcedField } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { durationBetween } from '#lib/time/duration.ts'

/** Five facts at most, each with the time of the entry that proves it; below them where else to look. */
export function FactsRail() {
  const { live } = useRoom()
  const { impact, facts, milestones, solution } = live.incident
  return (
    <>
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
      <Links />
    </>
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
  const isEditable = edit !== null && incident.status !== 'closed' && permission(me, type, incident).allowed
  return (
    <div className="border-t py-2 first:border-t-0">
      <dt className="text-12 text-ink-3 flex flex-wrap items-center justify-between gap-x-2">
        <span className="flex items-center gap-1 whitespace-nowrap">
          {name}
          {isEditable && (
            <button
              type="button"
              className="text-ink-3 hover:text-ink -my-1 inline-flex h-6 w-6 items-center justify-center"
              aria-label={`Edit: ${name}`}
              onClick={() => open(edit)}
            >
              <Pencil className="icon size-3" />
            </button>
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

function Links() {
  const { live, me, open } = useRoom()
  const { incident } = live
  const isAddable = incident.status !== 'closed' && permission(me, 'add_link', incident).allowed
  return (
    <section className="mt-6" aria-labelledby="h-links">
      <h2 id="h-links" className="sec rule-sec">
        Links
        {isAddable && (
          <button
            type="button"
            className="text-ink-3 hover:text-ink -my-1 ml-auto inline-flex h-6 w-6 items-center justify-center"
            aria-label="Add a link"
            onClick={() => open({ dialog: 'link' })}
          >
            <Plus className="icon icon-sm" />
          </button>
        )}
      </h2>
      <ul className="mt-2 space-y-1.5">
        {incident.links.map((link) => (
          <li key={link.seq} className="flex items-start gap-2">
            <Link2 className="icon text-ink-3 mt-[3px]" />
            <a className="link wrap-anywhere" href={link.url} target="_blank" rel="noopener noreferrer">
              {link.title}
            </a>
          </li>
        ))}
        <li className="flex items-start gap-2">
          <FileText className="icon text-ink-3 mt-[3px]" />
          <Link className="link" href={`/incidents/${incident.ref}/report`} prefetch={false}>
            Situation report
          </Link>
        </li>
      </ul>
    </section>
  )
}
