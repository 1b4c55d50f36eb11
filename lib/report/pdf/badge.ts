/** The severity badge: shape, numeral and word, never colour alone; in a drill plum, and it says DRILL. */
import type { Severity } from '#lib/incident/incident.ts'
import { colours } from './colours.ts'
import { drawLine } from './ink.ts'
import type { Paper } from './paper.ts'

const shapes: Record<Severity, { shape: string; numeral: string; fill: string; on: string }> = {
  SEV1: {
    shape: 'M5.9 .8h8.2l5.1 5.1v8.2l-5.1 5.1H5.9L.8 14.1V5.9z',
    numeral: 'M8.1 7.6 10.4 6v8.2',
    fill: colours.sev1,
    on: '#ffffff',
  },
  SEV2: {
    shape:
      'M10 1.2c.6 0 1 .3 1.3.8l7.6 13.8c.6 1.1-.1 2.2-1.3 2.2H2.4c-1.2 0-1.9-1.1-1.3-2.2L8.7 2c.3-.5.7-.8 1.3-.8z',
    numeral: 'M7.9 9.6c.2-1.2 1-1.8 2.1-1.8 1.2 0 2.1.7 2.1 1.8 0 1.7-4.1 3.2-4.2 5.2h4.3',
    fill: colours.sev2,
    on: colours.sev2On,
  },
  SEV3: {
    shape: 'M10 1.4a8.6 8.6 0 1 0 0 17.2a8.6 8.6 0 1 0 0-17.2z',
    numeral:
      'M7.6 7.3c.4-.9 1.2-1.4 2.3-1.4 1.3 0 2.2.7 2.2 1.9 0 1.2-.9 1.9-2.3 1.9 1.6 0 2.6.8 2.6 2.1 0 1.3-1 2.2-2.5 2.2-1.3 0-2.2-.5-2.6-1.5',
    fill: '#ffffff',
    on: colours.sev3,
  },
}

const height = 17

/** Draws the badge with its upper left corner at (x, y), tagged in `element`. Returns its width. */
export function drawBadge(paper: Paper, x: number, y: number, element: PDFKit.PDFStructureElement): number {
  const { doc, type, report } = paper
  const isDrill = report.kind === 'drill'
  const { shape, numeral, fill, on } = shapes[report.severity]
  const ground = isDrill ? colours.drill : fill
  const ink = isDrill ? '#ffffff' : on
  const word = type.line([
    { text: isDrill ? `DRILL ${report.severity}` : report.severity, voice: 'strong', size: 9, color: ink },
  ])
  const width = word.width + 29
  const knock = isDrill || report.severity !== 'SEV3' ? ground : '#ffffff'
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
  doc.path(shape).fill(ink)
  doc.lineWidth(2).lineCap('round').lineJoin('round').path(numeral).stroke(knock)
  doc.restore().endMarkedContent()
  drawLine(doc, word, x + 22, y + 11.7, element)
  return width
}
