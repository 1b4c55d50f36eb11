import type { Metadata } from 'next'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

export const metadata: Metadata = { title: 'Not found' }

/** 404. */
export default function NotFound() {
  return (
    <PublicFrame
      title="There is nothing at this address"
      lead="The link may be cut short, or it names something that you have no access to."
    >
      {/* Plain links: every page carries this one, and the framework's Link would come along. */}
      <p className="flex flex-wrap gap-2">
        <a href="/incidents" className={buttonClass({ variant: 'primary' })}>
          Find an incident
        </a>
        <a href="/" className={buttonClass({ variant: 'quiet' })}>
          Go to Now
        </a>
      </p>
    </PublicFrame>
  )
}
