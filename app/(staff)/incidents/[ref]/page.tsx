import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { MayFit } from '#components/follow-up/may-fit.tsx'
import { LiveIncident } from '#components/incident/live-incident.tsx'
import { tabTitle } from '#components/incident/room-words.ts'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { findFitting } from '#lib/follow-up/queries.ts'
import { getSnapshot } from '#lib/log/queries.ts'
import { pictureAddress } from '#lib/people/model.ts'
import { listPeople } from '#lib/people/queries.ts'

type Props = {
  params: Promise<{ ref: string }>
  /** `log=own`: the log of an incident that was merged, which otherwise leads to where it went on. */
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const shownEntries = 200

/** One read for the page and its title; null when there is no such incident. */
const findSnapshot = cache(async (ref: string) => {
  try {
    return await getSnapshot(ref, { limit: shownEntries })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { ref } = await params
  // Who is not signed in must not read a topic in a title on the way to the sign-in page.
  await getStaff()
  const snapshot = await findSnapshot(ref)
  return { title: snapshot ? { absolute: tabTitle(snapshot.incident) } : 'Not found' }
}

/** The live incident page. Any case of the ref works; it is called by its own from here on. */
export default async function IncidentPage({ params, searchParams }: Props) {
  const [{ ref }, { log, from }] = await Promise.all([params, searchParams])
  const { actor, zone, organisation } = await getStaff()
  const [snapshot, people, followUps] = await Promise.all([
    findSnapshot(ref),
    listPeople(),
    findFitting({ ref }),
  ])
  if (!snapshot) notFound()
  const { ref: key, mergedInto } = snapshot.incident
  if (mergedInto && log !== 'own') redirect(`/incidents/${mergedInto.ref}?${way(key, from)}`)
  const faces = people.map((person) => ({ ...person, picture: pictureAddress(person) }))
  const page = { snapshot, me: actor, people: faces, zone, houseZone: organisation.timeZone, now: Date.now() }
  return (
    <>
      {/* What is a drill stays one: set by the server, it weighs nothing in the browser. */}
      {snapshot.incident.kind === 'drill' && <DrillBanner />}
      <LiveIncident key={key} {...page} earlier={<MayFit followUps={followUps} />} />
    </>
  )
}

/**
 * A browser keeps the fragment: `from` tells the page whose entry it is. Where an incident that others were merged into
 * was itself merged, that is the first one, and `via` the last.
 */
function way(ref: string, from: string | string[] | undefined): string {
  const isFirst = typeof from !== 'string' || !/^(INC|DRILL)-\d{1,9}$/.test(from)
  return isFirst ? `from=${ref}` : `from=${from}&via=${ref}`
}
