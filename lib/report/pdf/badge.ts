/** The severity badge: shape, numeral and word, never colour alone; in a drill plum, and it says DRILL. */
import type { Severity } from '#lib/incident/incident.ts'
import { numeralPaths, shapePaths } from '#lib/incident/severity-paths.ts'
import { colours } from './colours.ts'
import { drawLine } from './ink.ts'
import type { Paper } from './paper.ts'

const looks: Record<Severity, { fill: string; on: string }> = {
  SEV1: { fill: colours.sev1, on: '#ffffff' },
  SEV2: { fill: colours.sev2, on: colours.sev2On },
  SEV3: { fill: '#ffffff', on: colours.sev3 },
}

const height = 17

/** Draws the badge with its upper left corner at (x, y), tagged in `element`. Returns its width. */
export function drawBadge(paper: Paper, x: number, y: number, element: PDFKit.PDFStructureElement): number {
  const { doc, type, cover } = paper
  const isDrill = cover.kind === 'drill'
  const { fill, on } = looks[cover.severity]
  const ground = isDrill ? colours.drill : fill
  const ink = isDrill ? '#ffffff' : on
  const word = type.line([
    { text: isDrill ? `DRILL ${cover.severity}` : cover.severity, voice: 'strong', size: 9, color: ink },
  ])
  const width = word.width + 29
  const knock = isDrill || cover.severity !== 'SEV3' ? ground : '#ffffff'
  doc.markContent('Artifact', { type: 'Layout' })
  doc.roundedRect(x, y, width, height, 1.5).fill(ground)
  if (knock === '#ffffff')
    doc
      .lineWidth(1)
      .roundedRect(x + 0.5, y + 0.5, width - 1, height - 1, 1.5)
      .stroke(ink)
  doc
    .save()
    .translate(x + 5.5, y + 2.5)
    .scale(0.6)
  doc.path(shapePaths[cover.severity]).fill(ink)
  doc.lineWidth(2).lineCap('round').lineJoin('round').path(numeralPaths[cover.severity]).stroke(knock)
  doc.restore().endMarkedContent()
  drawLine(doc, word, x + 22, y + 11.7, element)
  return width
}
