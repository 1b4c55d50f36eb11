import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AddressNotice } from '#components/people/address-notice.tsx'
import { ProviderButtons } from '#components/people/provider-buttons.tsx'
import { SignInForm } from '#components/people/sign-in-form.tsx'
import { refusalIn, SignInRefused } from '#components/people/sign-in-refused.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { addressElsewhere } from '#lib/auth/address.ts'
import { offeredProviders } from '#lib/auth/provider.ts'
import { findStaff, nextPathOf, redirectToNext } from '#lib/auth/session.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import { findOrganisation } from '#lib/people/link/queries.ts'
import { signInAction, signInAtAction } from './actions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: Props) {
  const params = await searchParams
  const next = nextPathOf(params)
  if (await findStaff()) redirectToNext(next)
  const organisation = await findOrganisation()
  if (!organisation) redirect('/set-up')
  const refused = refusalIn(params.refused)
  if (refused && refused !== 'failed') return <SignInRefused refused={refused} />
  const providers = offeredProviders()
  const elsewhere = await addressElsewhere(`/sign-in?next=${encodeURIComponent(next)}`)
  return (
    <PublicFrame title={`Sign in to ${organisation.name}`} foot={<Forgotten />}>
      {elsewhere && <AddressNotice url={elsewhere} />}
      {(refused || params.error !== undefined) && <NotThere />}
      {providers.length > 0 && <ProviderButtons providers={providers} signIn={signInAtAction} next={next} />}
      <SignInForm signIn={signInAction} next={next} />
    </PublicFrame>
  )
}

/** The provider said no, did not answer, or the way back took too long. */
function NotThere() {
  return (
    <div className="mb-5">
      <Notice kind="error" title="The sign-in was not completed.">
        Try it again, or use your password.
      </Notice>
    </div>
  )
}

function Forgotten() {
  return (
    <>
      {mailLeaves() ? (
        <p>
          <Link href={{ pathname: '/forgot' }} className="link" prefetch={false}>
            Forgot your password?
          </Link>{' '}
          No account yet? An admin invites you.
        </p>
      ) : (
        <p>Forgot the password, or no account yet? An admin makes you a link in Settings, People.</p>
      )}
      <p className="mt-2">
        No admin can sign in? Whoever runs SitRep makes a link on its server:{' '}
        <code className="code">npm run -s sitrep -- person reset EMAIL</code>
      </p>
    </>
  )
}
