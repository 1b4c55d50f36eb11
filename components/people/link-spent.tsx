import Link from 'next/link'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

/** What a used, expired or mistyped one-time link shows; the same for all three, so that it tells nothing. */
export function LinkSpent({ title }: { title: string }) {
  return (
    <PublicFrame
      title={title}
      lead="It has been used, has expired, or was not copied whole. Ask an admin for a new one: Settings, People."
    >
      <Link href="/sign-in" className={buttonClass()}>
        Go to sign-in
      </Link>
    </PublicFrame>
  )
}
