import type { Metadata } from 'next'
import Link from 'next/link'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** 404. */
export default function NotFound() {
  return (
    <PublicFrame
      title="There is nothing at this address"
      lead="The link may be cut short, or it names something that you have no access to."
    >
      <p className="flex flex-wrap gap-2">
        <Link href="/incidents" className={buttonClass({ variant: 'primary' })}>
          Find an incident
        </Link>
        <Link href="/" className={buttonClass({ variant: 'quiet' })}>
          Go to Now
        </Link>
      </p>
    </PublicFrame>
  )
}
