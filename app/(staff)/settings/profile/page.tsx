import type { Metadata } from 'next'
import { ContactForm } from '#components/people/contact-form.tsx'
import { PasswordForm } from '#components/people/password-form.tsx'
import { PictureForm } from '#components/people/picture-form.tsx'
import { ProfileForm } from '#components/people/profile-form.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { ShortcutSwitch } from '#components/shell/shortcut-switch.tsx'
import { ThemeChoice } from '#components/shell/theme-choice.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { pictureAddress } from '#lib/people/model.ts'
import { findOwnAccount } from '#lib/people/queries.ts'
import { listZones } from '#lib/people/zones.ts'
import { changePasswordAction, editContactAction, editProfileAction, setPictureAction } from './actions.ts'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const { person } = await getStaff()
  const { phone, hasPassword } = (await findOwnAccount(person.id)) ?? { phone: null, hasPassword: false }
  const picture = pictureAddress(person)
  return (
    <>
      <SettingsSection title="Profile" lead="As others see you, and how times are shown to you.">
        <PictureForm save={setPictureAction} name={person.name} picture={picture} />
        <ProfileForm save={editProfileAction} person={person} zones={listZones()} now={Date.now()} />
      </SettingsSection>
      <SettingsSection title="Contact" lead="How you sign in, and how you are reached.">
        <ContactForm
          save={editContactAction}
          contact={{ email: person.email, phone }}
          proof={hasPassword ? 'password' : 'sign-in'}
        />
      </SettingsSection>
      <SettingsSection title="Theme" lead="The same on every device where you sign in.">
        <ThemeChoice className="py-1" />
      </SettingsSection>
      <SettingsSection title="Keyboard" lead="Press ? on any page to see what its keys do.">
        <ShortcutSwitch />
      </SettingsSection>
      <SettingsSection title="Password" lead="Changing it signs you out in every other browser.">
        {hasPassword ? (
          <PasswordForm change={changePasswordAction} email={person.email} />
        ) : (
          <p className="max-w-[56ch]">
            You sign in without one. If you want one, an admin makes you a link in Settings, People.
          </p>
        )}
      </SettingsSection>
    </>
  )
}
