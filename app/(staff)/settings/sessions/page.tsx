import type { Metadata } from 'next'
import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { SessionList } from '#components/people/session-list.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listSessions } from '#lib/people/session/queries.ts'
import { endOthersAction, endSessionAction } from './actions.ts'

export const metadata: Metadata = { title: 'Sessions' }

/** Where one is signed in oneself. Those of others are on their page in People. */
export default async function SessionsPage() {
  const { person, zone, sessionHash } = await getStaff()
  const sessions = await listSessions(person.id)
  return (
    <SettingsSection
      title="Where you are signed in"
      lead="A session ends 12 hours after its last use, and after 7 days in any case."
    >
      <SessionList
        sessions={sessions}
        present={sessionHash}
        end={endSessionAction}
        zone={zone}
        now={Date.now()}
      />
      {sessions.length > 1 && (
        <div className="mt-4">
          <ConfirmForm
            action={endOthersAction}
            fields={{}}
            label="End all other sessions"
            title="End all other sessions"
            lead="You are signed out everywhere but in this browser, open pages included."
            confirm={`End ${sessions.length - 1} ${sessions.length === 2 ? 'session' : 'sessions'}`}
            keep="Keep them"
            done="All other sessions are ended."
          />
        </div>
      )}
    </SettingsSection>
  )
}
