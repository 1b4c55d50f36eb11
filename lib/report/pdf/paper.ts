/** A4 sheets with their masthead and foot, the place where the next thing stands, and the structure for readers. */
import PDFDocument from 'pdfkit'
import type { Report } from '#lib/report/model.ts'
import { colours, hairline, mm } from './colours.ts'
import { type Later, laterText } from './later.ts'
import { type Line, type Span, type Typesetter, typesetter } from './type.ts'

type Element = PDFKit.PDFStructureElement

export type Paper = {
  doc: PDFKit.PDFDocument
  type: Typesetter
  report: Report
  publicUrl: string
  left: number
  width: number
  /** Where the next thing stands, from the top of the sheet. */
  y: number
  top: number
  bottom: number
  root: Element
  /** Pages begun so far; `total` is drawn on each and knows its number only at the end. */
  pages: number
  total: Later
  bytes: Promise<Uint8Array>
}

/** The smallest thing that a page break leaves whole. `y` is its upper edge. */
export type Atom = { height: number; draw: (x: number, y: number) => void }

const size = { width: 210 * mm, height: 297 * mm }
const margin = { x: 16 * mm, top: 14 * mm, bottom: 13 * mm }
const footHeight = 18

export function openPaper(report: Report, publicUrl: string): Paper {
  const drill = report.kind === 'drill' ? 'DRILL ' : ''
  const doc = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    autoFirstPage: false,
    fontLayoutCache: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: `${drill}${report.ref} situation report: ${report.headline}`,
      Author: report.organisation,
      Subject: `${report.stateLine}, log head sha256 ${report.headHash}`,
      Creator: 'SitRep',
      Producer: 'SitRep',
      CreationDate: new Date(report.composedAt),
    },
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  const paper: Paper = {
    doc,
    type: typesetter(doc),
    report,
    publicUrl,
    left: margin.x,
    width: size.width - 2 * margin.x,
    y: margin.top,
    top: margin.top,
    bottom: size.height - margin.bottom - footHeight,
    root,
    pages: 0,
    total: laterText(doc, { voice: 'sans', size: 8, color: colours.ink2 }),
    bytes: collect(doc),
  }
  newPage(paper)
  return paper
}

/** A new sheet with masthead and foot; `y` then stands below the masthead. */
export function newPage(paper: Paper): void {
  paper.doc.addPage()
  paper.pages++
  const isFirst = paper.pages === 1
  paper.y = margin.top
  if (paper.report.kind === 'drill') drawDrillFrame(paper)
  drawMasthead(paper, isFirst)
  drawFoot(paper)
  paper.top = paper.y
}

/** Writes down how many pages there are, ends the file and returns its bytes. */
export async function closePaper(paper: Paper): Promise<Uint8Array> {
  const { doc } = paper
  paper.total.end(paper.pages)
  paper.root.end()
  doc.end()
  return await paper.bytes
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}

/** Draws the runs of a line on their baseline; addresses become links. */
export function drawLine(
  doc: PDFKit.PDFDocument,
  line: Line,
  x: number,
  baseline: number,
  element?: Element,
  tag = 'P',
): void {
  let at = x
  let open = false
  const begin = () => {
    if (element && !open) element.add(doc.markStructureContent(tag))
    open = true
  }
  const end = () => {
    if (element && open) doc.endMarkedContent()
    open = false
  }
  for (const run of line.runs) {
    const write = () =>
      doc
        .font(run.font)
        .fontSize(run.size)
        .fillColor(run.color)
        .text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
    if (run.link === undefined) {
      begin()
      write()
    } else {
      end()
      drawLink(doc, { address: run.link, x: at, baseline, width: run.width, size: run.size }, element, write)
    }
    at += run.width
  }
  end()
}

type LinkPlace = { address: string; x: number; baseline: number; width: number; size: number }

function drawLink(
  doc: PDFKit.PDFDocument,
  place: LinkPlace,
  element: Element | undefined,
  write: () => void,
): void {
  const { address, x, baseline, width, size: height } = place
  // pdfkit hands any object with `add` through to the annotation; its types know no such option.
  const options = (parent: Element | undefined) =>
    ({ structParent: parent }) as PDFKit.Mixins.AnnotationOption
  if (!element) {
    write()
    doc.link(x, baseline - height, width, height * 1.3, address, options(undefined))
    return
  }
  const link = doc.struct('Link')
  element.add(link)
  link.add(doc.markStructureContent('Link'))
  write()
  doc.endMarkedContent()
  doc.link(x, baseline - height, width, height * 1.3, address, options(link))
  // Ended here, because the reference names the page that is open.
  link.end()
}

/** Lines as atoms, in one new element of the structure. `leading` is the height of a line. */
export function lineAtoms(
  paper: Paper,
  lines: readonly Line[],
  leading: number,
  parent: Element,
  tag = 'P',
): Atom[] {
  const element = paper.doc.struct(tag)
  parent.add(element)
  return linesIn(paper, lines, leading, element, tag)
}

/** The same in an element that is there already. */
export function linesIn(
  { doc }: Paper,
  lines: readonly Line[],
  leading: number,
  element: Element,
  tag: string,
): Atom[] {
  return lines.map((line) => ({
    height: leading,
    draw: (x, y) => drawLine(doc, line, x, y + leading * 0.76, element, tag),
  }))
}

export function gap(height: number): Atom {
  return { height, draw: () => undefined }
}

/** A hairline at the upper edge of what follows. */
export function ruleAtom(
  paper: Paper,
  width: number,
  above: number,
  below: number,
  color: string = colours.rule2,
): Atom {
  return {
    height: above + below,
    draw: (x, y) =>
      artifact(paper.doc, 'Layout', () => drawRule(paper.doc, x, y + above, width, hairline, color)),
  }
}

export function heightOf(atoms: readonly Atom[]): number {
  return atoms.reduce((sum, atom) => sum + atom.height, 0)
}

export function drawRule(
  doc: PDFKit.PDFDocument,
  x: number,
  y: number,
  width: number,
  weight: number,
  color: string,
): void {
  doc.rect(x, y, width, weight).fill(color)
}

/** What is not part of the text: rules, frames, page numbers. */
export function artifact(doc: PDFKit.PDFDocument, kind: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type: kind })
  draw()
  doc.endMarkedContent()
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
    { ...small(report.stateLine), voice: 'strong' as const },
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
