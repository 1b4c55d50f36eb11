/** What every sheet carries: its masthead, its foot, and the frame of a drill. */
import { colours, hairline, mm } from './colours.ts'
import { artifact, drawLine, drawRule } from './ink.ts'
import type { Paper } from './paper.ts'
import type { Line, Span } from './type.ts'

/** DESIGN §14, in points. */
export const margin = { x: 16 * mm, top: 14 * mm, bottom: 13 * mm }
/** The foot's rule, its line, and the white above it. */
export const footHeight = 30

/** Masthead, foot and, in a drill, the frame; the paper's `y` then stands below the masthead. */
export function drawSheet(paper: Paper): void {
  paper.y = margin.top
  if (paper.cover.kind === 'drill') drawDrillFrame(paper)
  drawMasthead(paper, paper.pages === 1)
  drawFoot(paper)
}

const mastheadLine = margin.top + 40

/** Title and owner above the thick-thin rule; below it id, date, version and page. */
function drawMasthead(paper: Paper, isFirst: boolean): void {
  const { doc, left, width } = paper
  const tag = isFirst ? doc.struct('P') : undefined
  if (tag) paper.root.add(tag)
  const words = mastheadWords(paper)
  const draw = () => {
    for (const { line, x, baseline } of words.places) drawLine(doc, line, x, baseline, tag)
  }
  artifact(doc, 'Pagination', () => {
    drawMark(doc, left, margin.top + 1.5)
    drawRule(doc, left, margin.top + 20, width, 2.25, colours.ink)
    drawRule(doc, left, margin.top + 23.5, width, 0.75, colours.ink)
    drawRule(doc, left, words.end + 6, width, hairline, colours.rule2)
    if (!isFirst) draw()
    drawPageNumber(paper)
  })
  if (isFirst) draw()
  tag?.end()
  paper.y = words.end + 20
}

type Place = { line: Line; x: number; baseline: number }

function mastheadWords({ type, cover, left, width }: Paper): { places: Place[]; end: number } {
  const isDrill = cover.kind === 'drill'
  const title = type.line([
    {
      text: isDrill ? `Drill ${cover.title.toLowerCase()}` : cover.title,
      voice: 'headline',
      size: 15,
      color: isDrill ? colours.drill : colours.ink,
    },
  ])
  const [owner = title] = type.lines([{ ...small(cover.organisation), size: 8.5 }], width - title.width - 40)
  const name = type.line([{ ...small(cover.ref), voice: 'mono' }])
  const date = type.line([small(cover.date)])
  const state: Span = { ...small(cover.edition.line), voice: 'strong' }
  const heads: Place[] = [
    { line: title, x: left + 18, baseline: margin.top + 12.5 },
    { line: owner, x: left + width - owner.width, baseline: margin.top + 12.5 },
    { line: name, x: left, baseline: mastheadLine },
  ]
  // Four facts with equal gaps between them: the page number fills the last place when it is known.
  const whole = type.line([state])
  const used = name.width + date.width + whole.width + type.width('Page 00 of 00', small(''))
  const room = (width - used) / 3
  if (room >= 12) {
    const x = left + name.width + room
    heads.push({ line: date, x, baseline: mastheadLine })
    heads.push({ line: whole, x: x + date.width + room, baseline: mastheadLine })
    return { places: heads, end: mastheadLine }
  }
  // A long state has lines of its own.
  heads.push({ line: date, x: left + (width - date.width) / 2, baseline: mastheadLine })
  const lines = type.lines([state], width)
  lines.forEach((line, index) => {
    heads.push({ line, x: left, baseline: mastheadLine + 11 * (index + 1) })
  })
  return { places: heads, end: mastheadLine + 11 * lines.length }
}

/** "Page 1 of 3", ending about where the line ends: the total is not known yet, only about how many digits it has. */
function drawPageNumber({ doc, type, left, width, pages, total, digits }: Paper): void {
  const line = type.line([small(`Page ${pages} of\u00a0`)])
  const right = left + width - type.width('0', small('')) * digits
  drawLine(doc, line, right - line.width, mastheadLine)
  total.draw(right, mastheadLine)
}

/** On the left the zone and the state, on the right the hashes: of the content where it was saved, and of the log. */
function drawFoot({ doc, type, cover, left, width, size }: Paper): void {
  const y = size.height - margin.bottom - 12
  const { headHash, edition, zone, title } = cover
  const style = { ...small(''), size: 7.5, color: colours.ink3 }
  const hashes = [
    ...(edition.hash ? [`${title === 'Post-mortem' ? 'post-mortem' : 'report'} ${brief(edition.hash)}`] : []),
    `log ${brief(headHash)}`,
  ]
  const seal = type.line([{ ...style, voice: 'mono', text: `sha256 ${hashes.join(', ')}` }])
  const words = `Times are ${zone.words}. T+ counts minutes from the report.`
  const lines = type.lines([{ ...style, text: words }], width - seal.width - 12)
  artifact(doc, 'Pagination', () => {
    drawRule(doc, left, y - 12, width, hairline, colours.rule2)
    for (const [index, line] of lines.entries()) drawLine(doc, line, left, y + index * 9)
    drawLine(doc, seal, left + width - seal.width, y)
  })
}

function brief(hash: string): string {
  return `${hash.slice(0, 4)}…${hash.slice(-4)}`
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
function drawDrillFrame({ doc, type, size }: Paper): void {
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
