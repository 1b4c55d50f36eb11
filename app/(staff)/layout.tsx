import type { ReactNode } from 'react'
import { ThemeKeeper } from '#components/people/theme-keeper.tsx'
import { ZoneCookie } from '#components/people/zone-cookie.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listActive } from '#lib/log/list.ts'
import { pictureAddress } from '#lib/people/model.ts'
import { saveThemeAction, signOutAction } from './actions.ts'

/** Signed-in pages: who is not is led to sign in, and back. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [{ person, zone }, open] = await Promise.all([getStaff(), listActive()])
  const active = open.map((incident) => ({ ...incident, reportedAt: Date.parse(incident.reportedAt) }))
  const shown = { ...person, picture: pictureAddress(person) }
  return (
    <Shell person={shown} activeIncidents={active} now={Date.now()} zone={zone} signOut={signOutAction}>
      <ZoneCookie />
      <ThemeKeeper stored={person.theme} save={saveThemeAction} />
      {children}
    </Shell>
  )
}
