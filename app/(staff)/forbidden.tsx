import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { PageHead } from '#components/ui/page-head.tsx'

/** 403 within the shell. */
export default function Forbidden() {
  return (
    <div className="page">
      <PageHead
        title="Your account may not open this page"
        lead="It is there, but it needs another role. An admin can change yours in Settings, People."
      />
      <p className="mt-6">
        <Link href="/" className={buttonClass({ variant: 'primary' })}>
          Go to Now
        </Link>
      </p>
    </div>
  )
}
