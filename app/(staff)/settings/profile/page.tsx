import type { Metadata } from 'next'
import { PasswordForm } from '#components/people/password-form.tsx'
import { ProfileForm } from '#components/people/profile-form.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { ShortcutSwitch } from '#components/shell/shortcut-switch.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listZones } from '#lib/people/zones.ts'
import { changePasswordAction, editProfileAction } from './actions.ts'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const { person } = await getStaff()
  return (
    <>
      <SettingsSection title="Profile">
        <ProfileForm save={editProfileAction} person={person} zones={listZones()} now={Date.now()} />
      </SettingsSection>
      <SettingsSection title="Password" lead="Changing it signs you out in every other browser.">
        <PasswordForm change={changePasswordAction} email={person.email} />
      </SettingsSection>
      <SettingsSection title="Keyboard" lead="Press ? on any page to see what its keys do.">
        <ShortcutSwitch />
      </SettingsSection>
    </>
  )
}
