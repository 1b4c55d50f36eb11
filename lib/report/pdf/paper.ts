/** The sheets of one document, the place where the next thing stands, and the structure for readers. */
import PDFDocument from 'pdfkit'
import type { Report } from '#lib/report/model.ts'
import { colours, mm } from './colours.ts'
import { forgetWritten } from './forget.ts'
import { type Later, laterText } from './later.ts'
import { drawSheet, footHeight, margin } from './sheet.ts'
import { type Typesetter, typesetter } from './type.ts'

type Element = PDFKit.PDFStructureElement

/** In points. */
export const papers = {
  a4: { width: 210 * mm, height: 297 * mm },
  letter: { width: 612, height: 792 },
} as const
export type PaperSize = keyof typeof papers

/** What both documents say of themselves on every sheet and at their head. */
export type Cover = Pick<
  Report,
  | 'ref'
  | 'kind'
  | 'organisation'
  | 'headline'
  | 'severity'
  | 'severityName'
  | 'statusLine'
  | 'labels'
  | 'edition'
  | 'zone'
  | 'date'
  | 'tape'
  | 'entries'
  | 'headHash'
  | 'composedAt'
> & {
  /** "Situation report" */
  title: string
}

export type Paper = {
  doc: PDFKit.PDFDocument
  type: Typesetter
  cover: Cover
  publicUrl: string
  /** The size of a sheet. */
  size: { width: number; height: number }
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
  /** About how many digits that number will have. */
  digits: number
}

type Opening = {
  publicUrl: string
  paper: PaperSize
  /** About how many pages there will be. */
  about: number
  write: (chunk: Uint8Array) => void
}

/** A tagged document with its first sheet begun; its bytes go to `write` as they are made. In points. */
export function openPaper(cover: Cover, { publicUrl, paper: name, about, write }: Opening): Paper {
  const drill = cover.kind === 'drill' ? 'DRILL ' : ''
  const size = papers[name]
  const { edition, headHash } = cover
  const doc = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    autoFirstPage: false,
    // The words that come again and again are kept by fonts.ts.
    fontLayoutCache: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    // pdfkit makes the file's id of these, so that the same document gives the same bytes.
    info: {
      Title: `${drill}${cover.ref} ${cover.title.toLowerCase()}: ${cover.headline}`,
      Author: cover.organisation,
      Subject: [
        edition.line,
        `log head sha256 ${headHash}`,
        ...(edition.hash ? [`content sha256 ${edition.hash}`] : []),
      ].join(', '),
      Creator: 'SitRep',
      Producer: 'SitRep',
      CreationDate: new Date(cover.composedAt),
    },
  })
  doc.on('data', write)
  forgetWritten(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const paper: Paper = {
    doc,
    type: typesetter(doc),
    cover,
    publicUrl,
    size,
    left: margin.x,
    width: size.width - 2 * margin.x,
    y: margin.top,
    top: margin.top,
    bottom: size.height - margin.bottom - footHeight,
    root,
    pages: 0,
    digits: String(about).length,
    total: laterText(doc, { voice: 'sans', size: 8, color: colours.ink2 }),
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

/** Where an entry stands in the log. */
export function entryAddress({ publicUrl, cover }: Paper, seq: number): string {
  return `${publicUrl}/incidents/${cover.ref}#entry-${seq}`
}

/** Writes down how many pages there are and ends the file; resolves when its last byte was written. */
export async function closePaper({ doc, total, pages, root }: Paper): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    doc.once('end', resolve)
    doc.once('error', reject)
  })
  total.end(pages)
  root.end()
  doc.end()
  await ended
}
