import Link from 'next/link'
import { type AccountActions, AccountMenu } from '#components/people/account-menu.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { type Account, pictureAddress, roleName } from '#lib/people/model.ts'

type AccountListProps = { accounts: readonly Account[]; ownId: string; actions: AccountActions }

const states: Record<Exclude<Account['state'], 'active'>, string> = {
  invited: 'Invited, not joined yet',
  disabled: 'Disabled',
}

/** Everybody who may sign in or could once, with what an admin can do about it. */
export function AccountList({ accounts, ownId, actions }: AccountListProps) {
  return (
    <ul className="border-t">
      {accounts.map((account) => (
        <li key={account.id} className="flex min-h-14 flex-wrap items-center gap-3 border-b py-2">
          <Avatar name={account.name} picture={pictureAddress(account)} large />
          <div className="min-w-0 flex-1 items-center gap-x-4 sm:flex">
            <div className="min-w-0 sm:flex-1">
              <p
                className={`font-semibold wrap-anywhere ${account.state === 'disabled' ? 'text-ink-3' : ''}`}
              >
                <Link href={`/settings/people/${account.id}`} prefetch={false} className="hover:underline">
                  {account.name}
                </Link>
                {account.id === ownId && <span className="text-ink-3 font-normal"> (you)</span>}
              </p>
              <p className="text-13 text-ink-2 wrap-anywhere">
                {account.email}
                {account.phone && <span className="mono whitespace-nowrap"> {account.phone}</span>}
              </p>
            </div>
            {account.state !== 'active' && <Chip>{states[account.state]}</Chip>}
            <p className="text-13 text-ink-2 sm:w-20">{roleName(account.role)}</p>
          </div>
          <AccountMenu account={account} actions={actions} />
        </li>
      ))}
    </ul>
  )
}
