import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { AccountList } from '#components/people/account-list.tsx'
import { InviteForm } from '#components/people/invite-form.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { getStaff } from '#lib/auth/session.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { peoplePermission } from '#lib/people/policy.ts'
import { listAccounts } from '#lib/people/queries.ts'
import { disableAction, enableAction, inviteAction, issueLinkAction, setRoleAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayOpen((await getStaff()).actor) ? 'People' : 'No access' }
}

const actions = {
  setRole: setRoleAction,
  disable: disableAction,
  enable: enableAction,
  issueLink: issueLinkAction,
}

export default async function PeoplePage() {
  const { actor } = await getStaff()
  if (!mayOpen(actor)) forbidden()
  return (
    <>
      <SettingsSection title="Invite" lead="SitRep sends no mail yet: you get a link to hand over yourself.">
        <InviteForm invite={inviteAction} />
      </SettingsSection>
      <SettingsSection title="Accounts" lead="Accounts are disabled, never deleted: the log points at them.">
        <AccountList accounts={(await listAccounts()).accounts} ownId={actor.id} actions={actions} />
      </SettingsSection>
    </>
  )
}

function mayOpen(actor: Actor): boolean {
  return peoplePermission(actor, 'invite_person').allowed
}
