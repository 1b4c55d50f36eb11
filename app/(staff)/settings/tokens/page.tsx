import type { Metadata } from 'next'
import Link from 'next/link'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { TokenForm } from '#components/people/token-form.tsx'
import { TokenList } from '#components/people/token-list.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listTokens } from '#lib/people/token/queries.ts'
import { createTokenAction, revokeTokenAction } from './actions.ts'

export const metadata: Metadata = { title: 'API tokens' }

/** An admin sees everybody's tokens, others their own. */
export default async function TokensPage() {
  const { person, zone } = await getStaff()
  const tokens = await listTokens(person.role === 'admin' ? null : person.id)
  return (
    <>
      <SettingsSection
        title="New token"
        lead={
          <>
            For programs that use the API. It can do what you can, or less. What there is to use stands in the{' '}
            <Link className="link" href="/reference" prefetch={false}>
              API reference
            </Link>
            .
          </>
        }
      >
        <TokenForm create={createTokenAction} person={person} />
      </SettingsSection>
      <SettingsSection title="Tokens">
        <TokenList tokens={tokens} revoke={revokeTokenAction} zone={zone} now={Date.now()} />
      </SettingsSection>
    </>
  )
}
