import { SeverityShape } from '#components/incident/severity-shape.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Kind, Severity } from '#lib/incident/incident.ts'

type SeverityBadgeProps = { severity: Severity; kind?: Kind; large?: boolean }

/** "SEV1" with its shape; in a drill plum and "DRILL SEV1", so that a drill never shows red. */
export function SeverityBadge({ severity, kind = 'real', large = false }: SeverityBadgeProps) {
  const isDrill = kind === 'drill'
  const look = isDrill ? 'sev-drill' : `sev-${severity.slice(3)}`
  return (
    <span className={classNames('sev', look, large && 'sev-lg')}>
      <SeverityShape severity={severity} />
      {isDrill ? `DRILL ${severity}` : severity}
    </span>
  )
}
