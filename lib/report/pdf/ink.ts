/** What goes onto a sheet: lines of type with their links, rules, and what is not part of the text. */
import { turned } from './bidi.ts'
import type { Line, Run } from './type.ts'

type Element = PDFKit.PDFStructureElement

/** Draws the runs of a line on their baseline; addresses become links. */
export function drawLine(
  doc: PDFKit.PDFDocument,
  line: Line,
  x: number,
  baseline: number,
  element?: Element,
  tag = 'P',
): void {
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
    const at = x + run.x
    const write = () => writeRun(doc, run, at, baseline)
    if (run.link === undefined) {
      begin()
      write()
    } else {
      end()
      drawLink(doc, { address: run.link, x: at, baseline, width: run.width, size: run.size }, element, write)
    }
  }
  end()
}

function writeRun(doc: PDFKit.PDFDocument, run: Run, x: number, baseline: number): void {
  doc
    .font(run.font)
    .fontSize(run.size)
    .fillColor(run.color)
    .text(run.level % 2 === 1 ? turned(run.text) : run.text, x, baseline, {
      lineBreak: false,
      baseline: 'alphabetic',
    })
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

/** A filled bar, `weight` points high from `y` down. */
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
