import type { Metadata } from 'next'
import { LinkSpent } from '#components/people/link-spent.tsx'
import { ResetForm } from '#components/people/reset-form.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { findLink } from '#lib/people/link/queries.ts'
import { resetAction } from './actions.ts'

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export const metadata: Metadata = { title: 'New password' }

/** Opening the link changes nothing, whoever previews it: only sending the form uses it up. */
export default async function ResetPage({ searchParams }: Props) {
  const { token } = await searchParams
  const person = typeof token === 'string' ? (await findLink('reset', token))?.person : null
  if (typeof token !== 'string' || !person) return <LinkSpent title="This link does not work" />
  return (
    <PublicFrame
      title={`New password for ${person.name}`}
      lead="This link works once. Everywhere else you are then signed out."
    >
      <ResetForm reset={resetAction} token={token} email={person.email} />
    </PublicFrame>
  )
}
