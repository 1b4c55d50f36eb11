/** What every sheet carries: its masthead, its foot, and the frame of a drill. */
import { colours, hairline, mm } from './colours.ts'
import { artifact, drawLine, drawRule } from './ink.ts'
import type { Paper } from './paper.ts'
import type { Span } from './type.ts'

/** A4, in points. */
export const size = { width: 210 * mm, height: 297 * mm }
export const margin = { x: 16 * mm, top: 14 * mm, bottom: 13 * mm }
export const footHeight = 18

/** Masthead, foot and, in a drill, the frame; the paper's `y` then stands below the masthead. */
export function drawSheet(paper: Paper): void {
  paper.y = margin.top
  if (paper.report.kind === 'drill') drawDrillFrame(paper)
  drawMasthead(paper, paper.pages === 1)
  drawFoot(paper)
}

const mastheadLine = margin.top + 40

function drawMasthead(paper: Paper, isFirst: boolean): void {
  const { doc, type, report, left, width } = paper
  const isDrill = report.kind === 'drill'
  const title = type.line([
    {
      text: isDrill ? 'Drill situation report' : 'Situation report',
      voice: 'headline',
      size: 15,
      color: isDrill ? colours.drill : colours.ink,
    },
  ])
  const owner = type.line([{ ...small(report.organisation), size: 8.5 }])
  const facts = [
    { ...small(report.ref), voice: 'mono' as const },
    small(report.date),
    { ...small(report.edition.line), voice: 'strong' as const },
  ].map((span) => type.line([span]))
  const tag = isFirst ? doc.struct('P') : undefined
  if (tag) paper.root.add(tag)
  const words = () => {
    drawLine(doc, title, left + 18, margin.top + 12.5, tag)
    drawLine(doc, owner, left + width - owner.width, margin.top + 12.5, tag)
    // Three of four equal gaps: the page number fills the last place when it is known.
    const last = type.width('Page 00 of 00', small(''))
    const room = (width - last - facts.reduce((sum, fact) => sum + fact.width, 0)) / facts.length
    let x = left
    for (const fact of facts) {
      drawLine(doc, fact, x, mastheadLine, tag)
      x += fact.width + room
    }
  }
  artifact(doc, 'Pagination', () => {
    drawMark(doc, left, margin.top + 1.5)
    drawRule(doc, left, margin.top + 20, width, 2.25, colours.ink)
    drawRule(doc, left, margin.top + 23.5, width, 0.75, colours.ink)
    drawRule(doc, left, margin.top + 46, width, hairline, colours.rule2)
    if (!isFirst) words()
    drawPageNumber(paper)
  })
  if (isFirst) words()
  paper.y = margin.top + 60
}

/** "Page 1 of 3", ending about where the line ends: the total is not known yet and may have up to three digits. */
function drawPageNumber({ doc, type, left, width, pages, total }: Paper): void {
  const line = type.line([small(`Page ${pages} of\u00a0`)])
  const right = left + width - type.width('0', small('')) * 1.2
  drawLine(doc, line, right - line.width, mastheadLine)
  total.draw(right, mastheadLine)
}

function drawFoot({ doc, type, report, left, width }: Paper): void {
  const y = size.height - margin.bottom - 12
  const { headHash: hash } = report
  const zone = type.lines(
    [
      {
        ...small(`Times are ${report.zone.words}. T+ counts minutes from the report.`),
        size: 7.5,
        color: colours.ink3,
      },
    ],
    width - 130,
  )
  const short = type.line([
    { text: `sha256 ${hash.slice(0, 4)}…${hash.slice(-4)}`, voice: 'mono', size: 7.5, color: colours.ink3 },
  ])
  artifact(doc, 'Pagination', () => {
    drawRule(doc, left, y - 12, width, hairline, colours.rule2)
    for (const [index, line] of zone.entries()) drawLine(doc, line, left, y + index * 9)
    drawLine(doc, short, left + width - short.width, y)
  })
}

/** The mark of the house: a log with its last line in the accent. */
function drawMark(doc: PDFKit.PDFDocument, x: number, y: number): void {
  const bars = [
    [0, 1, 20, 5],
    [0, 8.5, 20, 1.6],
    [0, 12.7, 13, 1.6],
    [0, 16.9, 8, 1.6],
  ] as const
  const scale = 12.75 / 20
  for (const [dx, dy, w, h] of bars)
    doc.rect(x + dx * scale, y + dy * scale, w * scale, h * scale).fill(colours.ink)
  doc.rect(x + 16.4 * scale, y + 12.7 * scale, 3.6 * scale, 5.8 * scale).fill(colours.accent)
}

/** A drill is framed on every sheet, and says so without colour too. */
function drawDrillFrame({ doc, type }: Paper): void {
  const word = type.line([
    { text: 'DRILL. This is an exercise.', voice: 'strong', size: 8, color: '#ffffff' },
  ])
  artifact(doc, 'Pagination', () => {
    doc
      .lineWidth(3)
      .rect(4, 4, size.width - 8, size.height - 8)
      .stroke(colours.drill)
    doc.rect((size.width - word.width) / 2 - 12, 4, word.width + 24, 16).fill(colours.drill)
    drawLine(doc, word, (size.width - word.width) / 2, 15)
  })
}

function small(text: string): Span {
  return { text, voice: 'sans', size: 8, color: colours.ink2 }
}
