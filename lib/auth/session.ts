import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { actorOfPerson } from '#lib/auth/actor.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { pathHeader, safeNextPath } from '#lib/auth/next-path.ts'
import { findSession, type Session } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { isSetUp } from '#lib/people/link/queries.ts'
import { isZone } from '#lib/time/zone.ts'

export type Staff = Session & {
  actor: Actor
  /** The IANA zone in which this person's pages are printed: their own, the browser's, the organisation's (D23). */
  zone: string
}

/** Set in the browser by components/people/zone-cookie.tsx. */
const zoneCookie = 'tz'

/**
 * Who is looking at this page. Redirects to /sign-in, and from there back, when nobody is signed in; to /set-up
 * when the instance has no organisation yet. One query per request, however often it is asked.
 */
export async function getStaff(): Promise<Staff> {
  const staff = await findStaff()
  if (staff) return staff
  if (!(await isSetUp())) redirect('/set-up')
  const next = safeNextPath((await headers()).get(pathHeader), env().publicUrl)
  redirect(next === '/' ? '/sign-in' : (`/sign-in?next=${encodeURIComponent(next)}` as const))
}

/** The same without the redirect: null when nobody is signed in. */
export const findStaff = cache(async (): Promise<Staff | null> => {
  const jar = await cookies()
  const token = jar.get(cookieName())?.value
  const session = token ? await findSession(token) : null
  if (!session) return null
  const fromBrowser = jar.get(zoneCookie)?.value
  return {
    ...session,
    actor: actorOfPerson(session.person),
    zone: session.person.timeZone ?? known(fromBrowser) ?? session.organisation.timeZone,
  }
})

/** Where a sign-in page was meant to lead: `next`, or the absolute `callbackUrl` that next-auth writes. */
export function nextPathOf(params: Record<string, string | string[] | undefined>): string {
  const { publicUrl } = env()
  const { next, callbackUrl } = params
  const given = next ?? callbackUrl
  if (typeof given !== 'string') return '/'
  return safeNextPath(given.startsWith(`${publicUrl}/`) ? given.slice(publicUrl.length) : given, publicUrl)
}

/** Goes where signing in was meant to lead. */
export function redirectToNext(next: unknown): never {
  // A path of ours, checked by safeNextPath; which page stands there only the router knows.
  redirect(safeNextPath(next, env().publicUrl) as Route)
}

function known(zone: string | undefined): string | null {
  return zone && /^[A-Za-z]/.test(zone) && isZone(zone) ? zone : null
}
