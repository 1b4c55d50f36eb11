import type { ReactNode } from 'react'
import { ZoneCookie } from '#components/people/zone-cookie.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listActive } from '#lib/log/list.ts'
import { signOutAction } from './actions.ts'

/** Signed-in pages: who is not is led to sign in, and back. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [{ person, zone }, open] = await Promise.all([getStaff(), listActive()])
  const active = open.map((incident) => ({ ...incident, reportedAt: Date.parse(incident.reportedAt) }))
  return (
    <Shell person={person} activeIncidents={active} now={Date.now()} zone={zone} signOut={signOutAction}>
      <ZoneCookie />
      {children}
    </Shell>
  )
}
