'use client'

import { type DeclareForm, reportedAtOf } from '#components/declare/form.ts'
import { useTicking } from '#components/ui/ticker.ts'
import { type Severity, severities } from '#lib/incident/incident.ts'
import { severityGuide } from '#lib/incident/words.ts'
import { formatTime } from '#lib/time/format.ts'

type WhatFollowsProps = { form: DeclareForm; zone: string; now: number }

/** First answer due, in minutes (DOMAIN §8). */
const answerDue: Record<Severity, number | null> = { SEV1: 5, SEV2: 30, SEV3: null }

/** What this severity demands of everybody, what happens on pressing the button, and what to tell the team. */
export function WhatFollows({ form, zone, now }: WhatFollowsProps) {
  const time = useTicking((at) => timeOf(form, zone, at), now)
  const { severity, isDrill } = form
  return (
    <>
      <section aria-labelledby="demands">
        <h2 id="demands" className="sec">
          {severity ? `What ${severity} demands` : 'What each severity demands'}
        </h2>
        <dl className="mt-1.5">
          {(severity ? [severity] : severities).map((each) => (
            <div key={each} className="border-t py-2 first:border-t-0">
              <dt className="text-13 text-ink-3">
                {each}, {severityGuide[each].name}
              </dt>
              <dd>
                {severityGuide[each].demands}
                {answerDue[each] && ` A first answer is due within ${answerDue[each]}\u202fmin.`}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="mt-6" aria-labelledby="then">
        <h2 id="then" className="sec rule-sec">
          What happens next
        </h2>
        <ol className="mt-1.5">
          {[
            `The log begins, and its clock runs from ${time}.`,
            'Everybody who has SitRep open sees it at once.',
            'Somebody acknowledges it, and one person takes command.',
          ].map((step, index) => (
            <li key={step} className="grid grid-cols-[20px_1fr] gap-2 border-t py-2 first:border-t-0">
              <span className="mono text-13 text-ink-3">{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      </section>
      <section className="mt-6" aria-labelledby="tell">
        <h2 id="tell" className="sec rule-sec">
          What to tell #SitRep
        </h2>
        <p className="text-15 bg-hover mt-3 max-w-[340px] rounded-md p-3.5 leading-[1.4] break-words">
          {isDrill && 'DRILL '}
          {severity ?? 'SEV…'}: {form.topic.trim() || 'what is happening'}. Reported {time} by{' '}
          {form.reportedBy.trim() || 'whom'}.
        </p>
        <p className="text-13 text-ink-3 mt-2">
          SitRep sends no messages yet. Say it there or in person, and who holds which role.
        </p>
      </section>
    </>
  )
}

function timeOf(form: DeclareForm, zone: string, now: number): string {
  const at = reportedAtOf(form, zone, now)
  return formatTime(at instanceof Date ? at : now, zone)
}
