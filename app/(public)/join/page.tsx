import type { Metadata } from 'next'
import { JoinForm } from '#components/people/join-form.tsx'
import { LinkSpent } from '#components/people/link-spent.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { findLink, findOrganisation } from '#lib/people/link/queries.ts'
import { joinAction } from './actions.ts'

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export const metadata: Metadata = { title: 'Join' }

/** Opening the link changes nothing, whoever previews it: only sending the form uses it up. */
export default async function JoinPage({ searchParams }: Props) {
  const { token } = await searchParams
  const person = typeof token === 'string' ? (await findLink('invite', token))?.person : null
  if (typeof token !== 'string' || !person) return <LinkSpent title="This invitation does not work" />
  const organisation = await findOrganisation()
  return (
    <PublicFrame
      title={`Join ${organisation?.name ?? 'SitRep'}`}
      lead="Choose a password for your account. This invitation works once."
    >
      <JoinForm join={joinAction} token={token} person={person} />
    </PublicFrame>
  )
}
