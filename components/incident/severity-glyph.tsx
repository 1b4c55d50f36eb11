import { SeverityShape } from '#components/incident/severity-shape.tsx'
import type { Kind, Severity } from '#lib/incident/incident.ts'

type SeverityGlyphProps = { severity: Severity; kind?: Kind; size?: number }

/** The shape alone, for lists; its word is there for readers. */
export function SeverityGlyph({ severity, kind = 'real', size = 18 }: SeverityGlyphProps) {
  const word = kind === 'drill' ? `DRILL ${severity}` : severity
  const look = kind === 'drill' ? 'glyph-drill' : `glyph-${severity.slice(3)}`
  return (
    <span className="relative inline-flex flex-none align-[-3px]" title={word}>
      <span className="vh">{word}</span>
      <SeverityShape severity={severity} size={size} className={look} />
    </span>
  )
}
