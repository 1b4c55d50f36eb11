import type { Metadata } from 'next'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

export const metadata: Metadata = { title: 'No access' }

/** 403. */
export default function Forbidden() {
  return (
    <PublicFrame
      title="Your account may not open this page"
      lead="It is there, but it needs another role. An admin can change yours in Settings, People."
    >
      {/* A plain link, as in not-found.tsx. */}
      <a href="/" className={buttonClass({ variant: 'primary' })}>
        Go to Now
      </a>
    </PublicFrame>
  )
}
