import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AddressNotice } from '#components/people/address-notice.tsx'
import { SignInForm } from '#components/people/sign-in-form.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { addressElsewhere } from '#lib/auth/address.ts'
import { findStaff, nextPathOf, redirectToNext } from '#lib/auth/session.ts'
import { findOrganisation } from '#lib/people/link/queries.ts'
import { signInAction } from './actions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: Props) {
  const next = nextPathOf(await searchParams)
  if (await findStaff()) redirectToNext(next)
  const organisation = await findOrganisation()
  if (!organisation) redirect('/set-up')
  const elsewhere = await addressElsewhere(`/sign-in?next=${encodeURIComponent(next)}`)
  return (
    <PublicFrame title={`Sign in to ${organisation.name}`} foot={<Forgotten />}>
      {elsewhere && <AddressNotice url={elsewhere} />}
      <SignInForm signIn={signInAction} next={next} />
    </PublicFrame>
  )
}

function Forgotten() {
  return (
    <>
      <p>Forgot the password, or no account yet? An admin makes you a link in Settings, People.</p>
      <p className="mt-2">
        No admin can sign in? Whoever runs SitRep makes a link on its server:{' '}
        <code className="code">npm run -s sitrep -- person reset EMAIL</code>
      </p>
    </>
  )
}
