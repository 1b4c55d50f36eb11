import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Time } from '#components/ui/time.tsx'
import type { Instant, ReportState } from '#lib/incident/incident.ts'
import type { Edition } from '#lib/report/model.ts'
import { peopleWords } from '#lib/stakeholder/model.ts'

export type StandingStep = { name: string; at: Instant | null; not: string }

type StandingProps = {
  /** "Version 3" */
  title: string
  /** "approved by Ines Okafor" */
  aside: string
  steps: readonly StandingStep[]
  zone: string
  now: number
  children?: ReactNode
}

/** Where a document stands: its newest version, and the steps of its way with their times. */
export function Standing({ title, aside, steps, zone, now, children }: StandingProps) {
  return (
    <section aria-labelledby="h-standing">
      <h2 id="h-standing" className="sec mb-2.5 flex-wrap justify-between">
        {title} <span className="text-13 text-ink-3 font-normal">{aside}</span>
      </h2>
      <ol className="text-13 grid auto-cols-fr grid-flow-col gap-1.5">
        {steps.map(({ name, at, not }) => (
          <li key={name} className={`border-t-[3px] pt-1.5 ${at ? 'border-bar' : 'border-rule-2'}`}>
            <span className={`flex items-center gap-1 ${at ? 'font-semibold' : 'text-ink-3'}`}>
              {at && <Check className="icon icon-sm stroke-[2.25]" />}
              {name}
              {at && <span className="vh">, done</span>}
            </span>
            <span className="mono text-12 text-ink-3 block">
              {at ? (
                <>
                  <Time at={at} zone={zone} now={now} format="day" className="block" />
                  <Time at={at} zone={zone} />
                </>
              ) : (
                not
              )}
            </span>
          </li>
        ))}
      </ol>
      {children}
    </section>
  )
}

type ReportSteps = {
  newest: { version: number; at: Instant }
  report: Pick<ReportState, 'approved' | 'sent' | 'superseded'>
  /** Of the text as it stands; a reopening takes an approval away. */
  edition: Pick<Edition, 'state' | 'changed'>
  isDrill: boolean
}

/** Draft, approved, sent, of the newest version; a drill's report is sent to nobody. */
export function reportSteps({ newest, report, edition, isDrill }: ReportSteps): StandingStep[] {
  const { approved, sent, superseded } = report
  const isApproved = approved?.version === newest.version && (edition.changed || edition.state !== 'draft')
  const isSent = sent?.version === newest.version && !superseded
  return [
    { name: 'Draft', at: newest.at, not: 'not yet' },
    { name: 'Approved', at: isApproved ? approved.at : null, not: 'not yet' },
    ...(isDrill ? [] : [{ name: 'Sent', at: isSent ? sent.at : null, not: 'not yet' }]),
  ]
}

/** "sent to 11 people", "approved by Ines Okafor", "draft, not approved" */
export function standingAside({ newest, report, edition }: Omit<ReportSteps, 'isDrill'>): string {
  const { approved, sent, superseded } = report
  if (sent?.version === newest.version) {
    return superseded ? 'superseded' : `sent to ${peopleWords(sent.recipients)}`
  }
  const isApproved = approved?.version === newest.version && (edition.changed || edition.state !== 'draft')
  return isApproved ? `approved by ${approved.by.name}` : 'draft, not approved'
}
