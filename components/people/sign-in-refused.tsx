import Link from 'next/link'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import type { Refusal } from '#lib/people/model.ts'

const words: Record<Exclude<Refusal, 'failed'>, { title: string; lead: string }> = {
  'not-invited': {
    title: 'There is no account for you yet',
    lead: 'SitRep knows nobody with the address that you signed in with. Ask an admin to invite that address; then this sign-in works.',
  },
  disabled: {
    title: 'There is no account for you yet',
    lead: 'Your account here is not in use. Ask an admin to enable it; then this sign-in works.',
  },
  'not-verified': {
    title: 'Your address is not confirmed there',
    lead: 'SitRep goes by the e-mail address that was confirmed where you signed in, and yours was not. Confirm it there and sign in again, or ask an admin for another way in.',
  },
  'linked-otherwise': {
    title: 'This is another account than before',
    lead: 'Somebody with this address signs in with another account there. Use that one. If it is gone for good, ask an admin to unlink it in Settings, People.',
  },
}

/** Why a sign-in at a provider led nowhere, and who can help. */
export function SignInRefused({ refused }: { refused: Exclude<Refusal, 'failed'> }) {
  const { title, lead } = words[refused]
  return (
    <PublicFrame title={title} lead={lead}>
      <Link href="/sign-in" className={buttonClass()}>
        Go to sign-in
      </Link>
    </PublicFrame>
  )
}

/** What the address says, as one of ours; null when it says nothing that we know. */
export function refusalIn(value: unknown): Refusal | null {
  if (value === 'failed') return value
  return refusals.find((refusal) => refusal === value) ?? null
}

const refusals = ['not-invited', 'not-verified', 'disabled', 'linked-otherwise'] as const
