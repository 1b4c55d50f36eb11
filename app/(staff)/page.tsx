import type { Metadata } from 'next'
import { loudest } from '#components/incidents/commander-name.tsx'
import { LiveLine } from '#components/live/live-line.tsx'
import { FirstIncident } from '#components/now/first-incident.tsx'
import { LeadIncident } from '#components/now/lead-incident.tsx'
import { NeedsYou } from '#components/now/needs-you.tsx'
import { OpenIncident } from '#components/now/open-incident.tsx'
import { PromisesKept } from '#components/now/promises-kept.tsx'
import { Quiet } from '#components/now/quiet.tsx'
import { RecentlyResolved } from '#components/now/recently-resolved.tsx'
import { ResponseTimes } from '#components/now/response-times.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { needsOf } from '#lib/now/model.ts'
import { getNow } from '#lib/now/queries.ts'
import { formatDate } from '#lib/time/format.ts'

export const metadata: Metadata = { title: 'Now' }

/** What is going on, and what of it waits for whoever looks. */
export default async function NowPage() {
  const { actor, zone } = await getStaff()
  const at = new Date().toISOString()
  const shown = await getNow(actor, at)
  const now = Date.parse(at)
  const [lead, ...others] = shown.open
  const loud = loudest(shown.open, 1)
  const mayDeclare = actor.role !== 'observer'
  const seen = Object.fromEntries([...shown.open, ...shown.recent].map(({ ref, seq }) => [ref, seq]))
  const needs = needsOf(actor, shown, at)
  // What needs a person is read first, by eye, by key and aloud; that nothing does comes after what goes on.
  const isNeeded = needs.length > 0 || lead !== undefined
  const needed = (
    <section
      className={`border-b pb-4 lg:col-start-2 lg:row-start-1 lg:border-0 lg:pb-0 lg:pl-8 ${isNeeded ? '' : 'mt-7 lg:mt-0'}`}
      aria-labelledby="needs-you"
    >
      <NeedsYou needs={needs} zone={zone} now={now} />
    </section>
  )

  return (
    <div className="page">
      <PageHead title={formatDate(at, zone)} aside={<LiveLine seen={seen} zone={zone} now={now} />} />
      {shown.isNew ? (
        <FirstIncident mayDeclare={mayDeclare} mayInvite={actor.role === 'admin'} />
      ) : (
        <div className="flex grid-cols-[minmax(0,1fr)_376px] grid-rows-[auto_1fr] flex-col lg:grid">
          {isNeeded && needed}
          <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:border-r lg:pr-8">
            {lead ? (
              <section aria-labelledby="active">
                <h2 id="active" className="sec pt-4">
                  Active incidents <span className="n">{shown.open.length}</span>
                </h2>
                <LeadIncident
                  incident={lead}
                  marks={shown.marks}
                  me={actor.id}
                  isLoud={loud.has(lead.ref)}
                  zone={zone}
                  now={now}
                />
                {others.map((incident) => (
                  <OpenIncident
                    key={incident.ref}
                    incident={incident}
                    me={actor.id}
                    isLoud={loud.has(incident.ref)}
                    now={now}
                  />
                ))}
              </section>
            ) : (
              <Quiet
                history={shown.history}
                lastSev1At={shown.lastSev1At}
                mayDeclare={mayDeclare}
                zone={zone}
                now={now}
              />
            )}
            <RecentlyResolved incidents={shown.recent} zone={zone} now={now} />
          </div>
          {!isNeeded && needed}
          <div className="lg:col-start-2 lg:row-start-2 lg:pl-8">
            <ResponseTimes history={shown.history} now={now} />
            <PromisesKept history={shown.history} now={now} />
          </div>
        </div>
      )}
    </div>
  )
}
