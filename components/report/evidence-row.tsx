import { EvidenceLink } from '#components/report/evidence-link.tsx'
import type { Evidence } from '#lib/report/model.ts'

/** What an answer rests on. It stays beside an answer that somebody wrote. */
export function EvidenceRow({ reference, evidence }: { reference: string; evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null
  return (
    <p className="text-12 text-ink-3 flex flex-wrap items-center gap-x-3">
      Evidence
      {evidence.map((one) => (
        <EvidenceLink key={one.seq} reference={reference} evidence={one} />
      ))}
    </p>
  )
}
