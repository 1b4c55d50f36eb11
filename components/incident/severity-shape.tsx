import type { Severity } from '#lib/incident/incident.ts'
import { numeralPaths, shapePaths } from '#lib/incident/severity-paths.ts'

type SeverityShapeProps = { severity: Severity; size?: number; className?: string }

/** Octagon 1, triangle 2, circle 3. The numeral takes `--knock`, the shape the text's colour. */
export function SeverityShape({ severity, size = 16, className }: SeverityShapeProps) {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapePaths[severity]} fill="currentColor" />
      <path
        d={numeralPaths[severity]}
        fill="none"
        stroke="var(--knock)"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
