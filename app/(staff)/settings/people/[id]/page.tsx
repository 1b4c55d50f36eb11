import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden, notFound } from 'next/navigation'
import { accountActions } from '#app/(staff)/settings/people/account-actions.ts'
import { endSessionAction } from '#app/(staff)/settings/sessions/actions.ts'
import { AccountList } from '#components/people/account-list.tsx'
import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { ContactForm } from '#components/people/contact-form.tsx'
import { LinkedList } from '#components/people/linked-list.tsx'
import { SessionList } from '#components/people/session-list.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listLinked } from '#lib/people/identity/queries.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { findAccount } from '#lib/people/queries.ts'
import { listSessions } from '#lib/people/session/queries.ts'
import { endSessionsOfAction, setContactAction, unlinkAction } from './actions.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { actor } = await getStaff()
  if (!mayManagePeople(actor)) return { title: 'No access' }
  return { title: (await findAccount((await params).id))?.name ?? 'Nobody' }
}

/** All that an admin can do about one person. */
export default async function PersonPage({ params }: Props) {
  const { actor, zone, sessionHash } = await getStaff()
  if (!mayManagePeople(actor)) forbidden()
  const account = await findAccount((await params).id)
  if (!account) notFound()
  const [sessions, linked] = await Promise.all([listSessions(account.id), listLinked(account.id)])
  const now = Date.now()
  return (
    <>
      <p className="mb-5">
        <Link href="/settings/people" className="link" prefetch={false}>
          All people
        </Link>
      </p>
      <SettingsSection
        title="Account"
        lead="Role, invitation and password link, and disabling, under the button."
      >
        <AccountList accounts={[account]} ownId={actor.id} actions={accountActions} />
      </SettingsSection>
      <SettingsSection title="Contact" lead="How they sign in, and how they are reached.">
        <ContactForm save={setContactAction} contact={account} personId={account.id} />
      </SettingsSection>
      <SettingsSection
        title="Sign-in elsewhere"
        lead="Accounts that were shown to be theirs by a confirmed address."
      >
        <LinkedList linked={linked} person={account} unlink={unlinkAction} zone={zone} now={now} />
      </SettingsSection>
      <SettingsSection title="Sessions" lead="Where they are signed in now.">
        <SessionList
          sessions={sessions}
          present={sessionHash}
          owner={account.name}
          end={endSessionAction}
          zone={zone}
          now={now}
        />
        {sessions.length > 1 && (
          <div className="mt-4">
            <ConfirmForm
              action={endSessionsOfAction}
              fields={{ personId: account.id }}
              label="End all sessions"
              title={`End all sessions of ${account.name}`}
              lead="They are signed out everywhere at once, open pages included."
              confirm={`End ${sessions.length} sessions`}
              keep="Keep them"
              done={`All sessions of ${account.name} are ended.`}
            />
          </div>
        )}
      </SettingsSection>
    </>
  )
}
