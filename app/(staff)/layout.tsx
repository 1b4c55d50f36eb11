import type { ReactNode } from 'react'
import { ZoneCookie } from '#components/people/zone-cookie.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { signOutAction } from './actions.ts'

/** Signed-in pages: who is not is led to sign in, and back. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { person, zone } = await getStaff()
  return (
    <Shell person={person} activeIncidents={[]} now={Date.now()} zone={zone} signOut={signOutAction}>
      <ZoneCookie />
      {children}
    </Shell>
  )
}
