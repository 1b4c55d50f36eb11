import type { Metadata } from 'next'
import Link from 'next/link'
import { AddressNotice } from '#components/people/address-notice.tsx'
import { SetUpForm } from '#components/people/set-up-form.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { addressElsewhere } from '#lib/auth/address.ts'
import { findLink, findOrganisation } from '#lib/people/link/queries.ts'
import { listZones } from '#lib/people/zones.ts'
import { setUpAction } from './actions.ts'

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage({ searchParams }: Props) {
  const { token } = await searchParams
  const organisation = await findOrganisation()
  if (organisation) return <AlreadySetUp name={organisation.name} />
  if (typeof token !== 'string' || !(await findLink('setup', token)))
    return <LinkMissing given={Boolean(token)} />
  const elsewhere = await addressElsewhere(`/set-up?token=${encodeURIComponent(token)}`)
  return (
    <PublicFrame
      wide
      title="Set up SitRep"
      lead="Name your organisation and make the first account. It is an admin: you invite the others afterwards."
    >
      {elsewhere && <AddressNotice url={elsewhere} />}
      <SetUpForm setUp={setUpAction} token={token} zones={listZones()} now={Date.now()} />
    </PublicFrame>
  )
}

function LinkMissing({ given }: { given: boolean }) {
  return (
    <PublicFrame
      title={given ? 'This set-up link no longer works' : 'SitRep is not set up yet'}
      lead="It takes the set-up link. Only whoever started SitRep has it, so that nobody else can claim it."
    >
      <ol className="list-decimal space-y-2 pl-5">
        <li>Go to the terminal, or the log, of the server on which SitRep was started.</li>
        <li>
          Look for the line that ends in <code className="code">/set-up?token=…</code> and open that link.
        </li>
        <li>If it is gone, start SitRep again: each start prints a new link until somebody has set it up.</li>
      </ol>
    </PublicFrame>
  )
}

function AlreadySetUp({ name }: { name: string }) {
  return (
    <PublicFrame
      title={`SitRep is set up for ${name}`}
      lead="There is nothing more to do here. If you have no account yet, an admin can invite you."
    >
      <Link href="/sign-in" className={buttonClass({ variant: 'primary' })}>
        Sign in
      </Link>
    </PublicFrame>
  )
}
