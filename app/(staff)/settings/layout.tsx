import type { ReactNode } from 'react'
import { SettingsTabs } from '#components/people/settings-tabs.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { person } = await getStaff()
  return (
    <div className="page">
      <PageHead title="Settings" />
      <SettingsTabs role={person.role} />
      {children}
    </div>
  )
}
