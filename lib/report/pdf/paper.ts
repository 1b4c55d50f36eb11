/** The sheets of one report, the place where the next thing stands, and the structure for readers. */
import PDFDocument from 'pdfkit'
import type { Report } from '#lib/report/model.ts'
import { colours } from './colours.ts'
import { type Later, laterText } from './later.ts'
import { drawSheet, footHeight, margin, size } from './sheet.ts'
import { type Typesetter, typesetter } from './type.ts'

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

/** A tagged document with its first sheet begun. Everything is in points. */
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
      Subject: `${report.edition.line}, log head sha256 ${report.headHash}`,
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
  drawSheet(paper)
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
