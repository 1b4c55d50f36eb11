import type { Metadata } from 'next'
import Link from 'next/link'
import { ForgotForm } from '#components/people/forgot-form.tsx'
import { PublicFrame } from '#components/shell/public-frame.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import { forgotAction } from './actions.ts'

export const metadata: Metadata = { title: 'Forgot your password?' }
export const dynamic = 'force-dynamic'

export default function ForgotPage() {
  if (!mailLeaves()) {
    return (
      <PublicFrame
        title="Forgot your password?"
        lead="No mail is set up here. Ask an admin: Settings, People makes you a link to set a new one."
      >
        <Link href="/sign-in" className={buttonClass()}>
          Go to sign-in
        </Link>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame
      title="Forgot your password?"
      lead="Write your work e-mail. If there is an account with it, a mail with a link to set a new password goes there."
      foot={
        <p>
          You remember it?{' '}
          <Link href="/sign-in" className="link" prefetch={false}>
            Sign in
          </Link>
        </p>
      }
    >
      <ForgotForm ask={forgotAction} />
    </PublicFrame>
  )
}
