import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { followUpActions } from '#app/(staff)/follow-ups/follow-up-actions.ts'
import { deskOf } from '#app/(staff)/incidents/[ref]/desk.ts'
import { generatePostMortem, renewPage } from '#app/(staff)/incidents/[ref]/document-actions.ts'
import { Sending } from '#app/(staff)/incidents/[ref]/sending.tsx'
import { OldVersion } from '#components/document/old-version.tsx'
import { ZoneLine } from '#components/document/zone-line.tsx'
import type { Owner } from '#components/follow-up/actions.ts'
import { FollowUpSection } from '#components/follow-up/follow-up-section.tsx'
import { Tape } from '#components/incident/tape.tsx'
import { LiveLine } from '#components/live/live-line.tsx'
import { Assign } from '#components/post-mortem/assign-dialog.tsx'
import { AttachElsewhere } from '#components/post-mortem/attach-elsewhere.tsx'
import { BeginForm } from '#components/post-mortem/begin-form.tsx'
import { NotBegun } from '#components/post-mortem/not-begun.tsx'
import { PostMortemActions } from '#components/post-mortem/post-mortem-actions.tsx'
import { PostMortemAside } from '#components/post-mortem/post-mortem-aside.tsx'
import { PostMortemParts } from '#components/post-mortem/post-mortem-parts.tsx'
import { ReportHead } from '#components/report/report-head.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { getPostMortemEdition, getWorkingPostMortem } from '#lib/document/queries.ts'
import { AppError } from '#lib/errors.ts'
import { dayOf } from '#lib/follow-up/model.ts'
import { dueOf } from '#lib/incident/due.ts'
import { commander, isSetAside } from '#lib/incident/incident.ts'
import { type Actor, hasReport, permission } from '#lib/incident/policy.ts'
import { listPeople } from '#lib/people/queries.ts'

type Props = {
  params: Promise<{ ref: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
type Found = NonNullable<Awaited<ReturnType<typeof findPostMortem>>>

/** One read for the page and its title; null when there is no such incident or version. */
const findPostMortem = cache(async (ref: string, version: number | null) => {
  const { organisation } = await getStaff()
  try {
    const [working, saved] = await Promise.all([
      getWorkingPostMortem(ref, { home: organisation }),
      version === null ? null : getPostMortemEdition(ref, { version, home: organisation }),
    ])
    return { ...working, saved }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})

export async function generateMetadata(props: Props): Promise<Metadata> {
  const working = await postMortemOf(props)
  if (!working) return { title: 'Not found' }
  const { kind, ref } = working.incident
  return { title: `${kind === 'drill' ? 'DRILL ' : ''}${ref} post-mortem` }
}

/** The post-mortem: who owes it, and once it is begun from the log what people make of it. */
export default async function PostMortemPage(props: Props) {
  const [working, { actor }, everybody] = await Promise.all([postMortemOf(props), getStaff(), listPeople()])
  if (!working) notFound()
  const { incident } = working
  const postMortem = working.content.document
  const people = everybody.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))
  const now = Date.parse(postMortem.composedAt)
  return (
    <>
      {incident.kind === 'drill' && <DrillBanner />}
      <div className="page">
        <ReportHead
          of={postMortem}
          current="post-mortem"
          aside={
            <LiveLine
              seen={{ [incident.ref]: working.entries }}
              zone={postMortem.zone.name}
              now={now}
              renew={renewPage}
            />
          }
        />
        {incident.documents.postMortem.saved ? (
          <Begun working={working} actor={actor} people={people} now={now} />
        ) : (
          <NotYet working={working} actor={actor} people={people} now={now} />
        )}
      </div>
    </>
  )
}

type ShownProps = { working: Found; actor: Actor; people: readonly Owner[]; now: number }

function NotYet({ working, actor, people, now }: ShownProps) {
  const { incident, content } = working
  const { zone, tape, kind } = content.document
  const { postMortem } = incident.documents
  const { resolvedAt } = incident.milestones
  const owner = postMortem.owner ?? commander(incident)
  const mayBegin = permission(actor, 'draft_post_mortem', incident).allowed && !isSetAside(incident)
  const dueAt = postMortem.dueAt ?? (resolvedAt && dueOf(incident.severity, resolvedAt, zone.name))
  return (
    <div className="pt-5 pb-8">
      <Tape {...tape} kind={kind} className="max-w-[1048px] pb-6" />
      {isSetAside(incident) ? (
        <p className="text-ink-2">
          {incident.ref} was {incident.status}. Nobody owes a post-mortem of it.
        </p>
      ) : (
        <NotBegun
          state={postMortem}
          severity={incident.severity}
          owes={owner?.name ?? null}
          dueAt={dueAt}
          zone={zone.name}
          now={now}
        >
          {mayBegin && (
            <BeginForm
              action={generatePostMortem}
              reference={incident.ref}
              people={people}
              ownerId={owner?.id ?? null}
            />
          )}
          {mayBegin && hasReport(actor, incident) && (
            <div className="mt-4">
              <AttachElsewhere incidentRef={incident.ref} />
            </div>
          )}
        </NotBegun>
      )}
    </div>
  )
}

function Begun({ working, actor, people, now }: ShownProps) {
  const { incident, versions, comments, content, saved } = working
  const postMortem = content.document
  const state = incident.documents.postMortem
  const desk = deskOf(working, actor)
  const { owner, dueAt, meetingAt } = state
  const [newest] = versions
  const hasIt = hasReport(actor, incident) && desk.mayEdit
  return (
    <div className="grid-cols-[minmax(0,1fr)_344px] lg:grid">
      <article className="min-w-0 pt-5 pb-6 lg:border-r lg:pr-8">
        {saved ? (
          <OldVersion edition={saved.edition} address={`/incidents/${incident.ref}/post-mortem`} />
        ) : (
          <ZoneLine zone={postMortem.zone} reference={incident.ref} isOther={false} />
        )}
        <Tape {...postMortem.tape} kind={incident.kind} />
        <PostMortemParts
          postMortem={saved ?? postMortem}
          // A saved version is only read.
          desk={saved ? { ...desk, mayEdit: false, sections: [] } : desk}
          comments={saved ? [] : comments}
          followUps={
            <FollowUpSection
              incidentRef={incident.ref}
              rows={working.followUps}
              people={people}
              today={dayOf(now, postMortem.zone.name)}
              actions={desk.mayEdit ? followUpActions : null}
            />
          }
        />
      </article>
      <PostMortemAside
        postMortem={postMortem}
        state={state}
        versions={versions}
        now={now}
        actions={
          newest && (
            <PostMortemActions
              incidentRef={incident.ref}
              version={newest.version}
              // What was published is not taken back by a log that goes on.
              isChanged={postMortem.edition.changed && postMortem.edition.state !== 'published'}
              isInReview={state.review?.version === newest.version}
              isPublished={state.published?.version === newest.version}
              mayReview={desk.mayEdit}
              mayPublish={hasIt || (desk.mayEdit && owner?.id === actor.id)}
            />
          )
        }
        assign={
          hasIt && (
            <div className="no-print mt-1 grid justify-items-start">
              <Assign
                incidentRef={incident.ref}
                people={people}
                ownerId={owner?.id ?? null}
                dueAt={dueAt}
                meetingAt={meetingAt}
                zone={postMortem.zone.name}
              />
              <AttachElsewhere incidentRef={incident.ref} />
            </div>
          )
        }
        sending={<Sending working={working} actor={actor} now={now} />}
      />
    </div>
  )
}

async function postMortemOf({ params, searchParams }: Props) {
  const [{ ref }, { version }] = await Promise.all([params, searchParams])
  // What is no number counts as absent, so that no link is dead.
  const isNumber = typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version)
  return await findPostMortem(ref, isNumber ? Number(version) : null)
}
