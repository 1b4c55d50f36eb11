import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { PageHead } from '#components/ui/page-head.tsx'

/** 404 of one incident; the shell around it still stands. */
export default function IncidentNotFound() {
  return (
    <div className="page">
      <PageHead
        title="There is no incident with this number"
        lead="The address may be cut short, or the incident was never declared."
      />
      <p className="mt-5">
        <Link href="/incidents" className={buttonClass({ variant: 'primary' })}>
          Find an incident
        </Link>
      </p>
    </div>
  )
}
