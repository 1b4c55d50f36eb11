import type { Route } from 'next'
import Link from 'next/link'
import type { Evidence } from '#lib/report/model.ts'

/** "14:20 decision": leads to that entry in the log. */
export function EvidenceLink({ reference, evidence }: { reference: string; evidence: Evidence }) {
  return (
    <Link
      // The live page of this incident, at the entry.
      href={`/incidents/${reference}#entry-${evidence.seq}` as Route}
      prefetch={false}
      className="mono text-12 text-accent-ink decoration-rule-2 inline-flex min-h-6 items-center whitespace-nowrap underline underline-offset-2 hover:decoration-current"
    >
      {evidence.label}
    </Link>
  )
}
