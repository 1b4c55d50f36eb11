/** After the answers: the key moments of the log, the links, and the head of the chain in full. */
import { leftOutWords, type TimelineRow } from '#lib/report/model.ts'
import { type Atom, gap, lineAtoms, linesIn, ruleAtom } from './atoms.ts'
import { colours } from './colours.ts'
import { flow, flowWhole } from './flow.ts'
import { drawLine } from './ink.ts'
import { newPage, type Paper } from './paper.ts'
import type { Span } from './type.ts'
import { markdownSpans } from './words.ts'

type Element = PDFKit.PDFStructureElement
const columns = { elapsed: 48, text: 94 }

export function drawLog(paper: Paper): void {
  const { doc, report, root } = paper
  heading(paper, 'Log, key moments')
  if (report.late) {
    const words: Span = { text: report.late, voice: 'sans', size: 8, color: colours.ink2 }
    flow(paper, [...lineAtoms(paper, paper.type.lines([words], paper.width), 11, root), gap(4)])
  }
  const table = doc.struct('Table')
  root.add(table)
  for (const row of report.timeline) flowWhole(paper, rowAtoms(paper, row, table))
  flow(paper, [ruleAtom(paper, paper.width, 0, 6, colours.rule), ...leftOut(paper)])
}

export function drawLinks(paper: Paper): void {
  const { report, type, root } = paper
  if (report.links.length === 0) return
  heading(paper, 'Links')
  for (const { title, url, evidence } of report.links) {
    const style = { voice: 'sans', size: 9, color: colours.ink } as const
    const spans: Span[] = [
      { ...style, text: title, color: colours.accent, link: url },
      { ...style, text: ` ${url}`, size: 7.5, color: colours.ink3, voice: 'mono' },
      { ...style, text: `, ${evidence.label}`, size: 7.5, color: colours.ink3, voice: 'mono' },
    ]
    flow(
      paper,
      [
        ruleAtom(paper, paper.width, 0, 4, colours.rule),
        ...lineAtoms(paper, type.lines(spans, paper.width), 12.5, root),
        gap(3),
      ],
      1,
    )
  }
}

/** Whoever holds the log can compute this number again: it proves what the report was composed of. */
export function drawSeal(paper: Paper): void {
  const { report, type, root } = paper
  const style = { voice: 'sans', size: 8, color: colours.ink2 } as const
  const spans: Span[] = [
    { ...style, text: `Composed from ${report.entries} entries of the log. Head of the log: sha256 ` },
    { ...style, voice: 'mono', text: report.headHash },
  ]
  flow(paper, [gap(12), ...lineAtoms(paper, type.lines(spans, paper.width), 11, root)])
}

function heading(paper: Paper, text: string): void {
  const line = paper.type.lines([{ text, voice: 'headline', size: 16, color: colours.ink }], paper.width)
  if (paper.y + 90 > paper.bottom) newPage(paper)
  paper.y += 12
  paper.doc.outline.addItem(text)
  flow(paper, lineAtoms(paper, line, 22, paper.root, 'H2'))
}

/** Time, time since the report, what happened. A row stays whole where it can. */
function rowAtoms(paper: Paper, row: TimelineRow, table: Element): Atom[] {
  const { type, doc } = paper
  const line = doc.struct('TR')
  table.add(line)
  const link = `${paper.publicUrl}/incidents/${paper.report.ref}#entry-${row.seq}`
  const time = type.line([{ text: row.time, voice: 'mono', size: 8.5, color: colours.ink, link }])
  const elapsed = type.line([{ text: row.elapsed, voice: 'mono', size: 8.5, color: colours.ink3 }])
  // pdfkit knows the scope of a header; its types do not.
  const head = doc.struct('TH', { scope: 'Row' } as PDFKit.Mixins.StructureElementOptions)
  const since = doc.struct('TD')
  const cell = doc.struct('TD')
  line.add(head).add(since).add(cell)
  const words = linesIn(paper, type.lines(textSpans(row), paper.width - columns.text), 13, cell, 'TD')
  const body = words.map(
    (atom, index): Atom => ({
      height: atom.height,
      draw: (x, y) => {
        if (index === 0) {
          drawLine(doc, time, x, y + 9.9, head, 'TH')
          drawLine(doc, elapsed, x + columns.elapsed, y + 9.9, since, 'TD')
        }
        atom.draw(x + columns.text, y)
        if (index === words.length - 1) line.end()
      },
    }),
  )
  const day =
    row.day === null
      ? []
      : lineAtoms(
          paper,
          [type.line([{ text: row.day, voice: 'strong', size: 8.5, color: colours.ink }])],
          13,
          cell,
        )
  return [ruleAtom(paper, paper.width, 0, 3, colours.rule), ...day, ...body, gap(3)]
}

function textSpans(row: TimelineRow): Span[] {
  const style = { voice: 'sans', size: 9, color: colours.ink } as const
  return [
    ...(row.lead ? [{ ...style, voice: 'strong', text: `${row.lead}. ` } as const] : []),
    ...(row.body ? [...markdownSpans(row.body, style), { ...style, text: ' ' }] : []),
    { ...style, text: row.text, ...(row.body ? { color: colours.ink2 } : {}) },
    ...(row.late ? [{ ...style, size: 8, color: colours.ink3, text: ` ${row.late}` }] : []),
  ]
}

function leftOut(paper: Paper): Atom[] {
  const { report, publicUrl, type, root } = paper
  if (report.leftOut === 0) return []
  const style = { voice: 'sans', size: 8, color: colours.ink3 } as const
  const address = `${publicUrl}/incidents/${report.ref}`
  const spans: Span[] = [
    { ...style, text: `${leftOutWords(report.leftOut)} The whole log: ` },
    { ...style, text: address, color: colours.accent, link: address },
  ]
  return lineAtoms(paper, type.lines(spans, paper.width), 11, root)
}
