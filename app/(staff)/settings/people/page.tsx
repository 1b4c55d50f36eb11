import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { AccountList } from '#components/people/account-list.tsx'
import { AccountSearch } from '#components/people/account-search.tsx'
import { InviteForm } from '#components/people/invite-form.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import { accountPlace } from '#lib/people/input.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { listAccounts } from '#lib/people/queries.ts'
import { accountActions } from './account-actions.ts'
import { inviteAction } from './actions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayManagePeople((await getStaff()).actor) ? 'People' : 'No access' }
}

export default async function PeoplePage({ searchParams }: Props) {
  const { actor } = await getStaff()
  if (!mayManagePeople(actor)) forbidden()
  const mails = mailLeaves()
  const { q, after } = accountPlace(await searchParams)
  const { accounts, next, total } = await listAccounts({ q, after })
  return (
    <>
      <SettingsSection
        title="Invite"
        lead={
          mails
            ? 'They get a mail with a link that works once; you see the link, too.'
            : 'No mail is set up here: you get a link to hand over yourself.'
        }
      >
        <InviteForm invite={inviteAction} mails={mails} />
      </SettingsSection>
      <SettingsSection title="Accounts" lead="Accounts are disabled, never deleted: the log points at them.">
        {(total > 10 || q) && <AccountSearch q={q} />}
        {accounts.length === 0 ? (
          <EmptyState title="Nobody found">No name and no address holds these letters.</EmptyState>
        ) : (
          <AccountList accounts={accounts} ownId={actor.id} actions={accountActions} />
        )}
        <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages of accounts">
          {after && (
            <Link
              href={{ pathname: '/settings/people', query: q ? { q } : {} }}
              className={buttonClass({ size: 'small' })}
              prefetch={false}
            >
              From the beginning
            </Link>
          )}
          {next && (
            <Link
              href={{ pathname: '/settings/people', query: { ...(q && { q }), after: next } }}
              className={buttonClass({ size: 'small' })}
              prefetch={false}
            >
              Next
            </Link>
          )}
          {(next || after) && <p className="text-13 text-ink-2 tnum">{total} in all</p>}
        </nav>
      </SettingsSection>
    </>
  )
}
