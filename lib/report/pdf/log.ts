/** After the answers: the key moments of the log, the links, and the head of the chain in full. */
import { leftOutWords, type Report, type TimelineRow } from '#lib/report/model.ts'
import { type Atom, gap, lineAtoms, linesIn, ruleAtom } from './atoms.ts'
import { colours } from './colours.ts'
import { flow, flowWhole } from './flow.ts'
import { drawLine } from './ink.ts'
import { entryAddress, newPage, type Paper } from './paper.ts'
import { missingWords } from './scripts.ts'
import type { Span } from './type.ts'
import { markdownSpans } from './words.ts'

type Element = PDFKit.PDFStructureElement
const columns = { elapsed: 48, text: 94 }
const small = { voice: 'sans', size: 8, color: colours.ink2 } as const

/** `isFollowed`: the whole log stands further on. */
export function drawMoments(paper: Paper, report: Report, { isFollowed }: { isFollowed: boolean }): void {
  drawHeading(paper, 'Log, key moments')
  if (report.late) {
    const words: Span = { ...small, text: report.late }
    flow(paper, [...lineAtoms(paper, paper.type.lines([words], paper.width), 11, paper.root), gap(4)])
  }
  drawTimeline(paper, report.timeline)
  if (report.leftOut === 0) return
  const style = { ...small, color: colours.ink3 }
  const address = `${paper.publicUrl}/incidents/${paper.cover.ref}`
  const rest: Span[] = isFollowed
    ? [{ ...style, text: 'The whole log is at the end.' }]
    : [
        { ...style, text: 'The whole log: ' },
        { ...style, text: address, color: colours.accent, link: address },
      ]
  const spans: Span[] = [{ ...style, text: `${leftOutWords(report.leftOut)} ` }, ...rest]
  flow(paper, lineAtoms(paper, paper.type.lines(spans, paper.width), 11, paper.root))
}

/** Rows of time, time since the report, and what happened. */
export function drawTimeline(paper: Paper, rows: readonly TimelineRow[]): void {
  const table = paper.doc.struct('Table')
  paper.root.add(table)
  for (const row of rows) flowWhole(paper, rowAtoms(paper, row, table))
  table.end()
  flow(paper, [ruleAtom(paper, paper.width, 0, 6, colours.rule)])
}

export function drawLinks(paper: Paper, links: Report['links']): void {
  const { type, root } = paper
  if (links.length === 0) return
  drawHeading(paper, 'Links')
  for (const { title, url, evidence } of links) {
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

/**
 * Whoever holds the log can compute this number again: it proves what the document was composed of. Beside it the hash
 * of what was approved, and what could not be set.
 */
export function drawSeal(paper: Paper): void {
  const { cover, type, root } = paper
  const { edition } = cover
  const spans: Span[] = [
    {
      ...small,
      text: `${edition.line}. Composed from ${cover.entries} entries of the log. Head of the log: sha256 `,
    },
    { ...small, voice: 'mono', text: cover.headHash },
    ...(edition.hash
      ? [
          { ...small, text: `. Content of version ${edition.version}: sha256 ` },
          { ...small, voice: 'mono' as const, text: edition.hash },
        ]
      : []),
    ...(edition.changed ? [{ ...small, text: '. Its words have changed since that version.' }] : []),
  ]
  flow(paper, [gap(12), ...lineAtoms(paper, type.lines(spans, paper.width), 11, root)])
  const missing = type.missing()
  if (missing.length === 0) return
  const words: Span = { ...small, voice: 'strong', text: missingWords(missing) }
  flow(paper, [gap(4), ...lineAtoms(paper, type.lines([words], paper.width), 11, root)])
}

/** A heading with room below it for what it announces. */
export function drawHeading(paper: Paper, text: string, room = 90): void {
  const line = paper.type.lines([{ text, voice: 'headline', size: 16, color: colours.ink }], paper.width)
  if (paper.y + room > paper.bottom) newPage(paper)
  paper.y += 12
  paper.doc.outline.addItem(text)
  flow(paper, lineAtoms(paper, line, 22, paper.root, 'H2'))
}

/** Time, time since the report, what happened. A row stays whole where it can. */
function rowAtoms(paper: Paper, row: TimelineRow, table: Element): Atom[] {
  const { type, doc } = paper
  const line = doc.struct('TR')
  table.add(line)
  const link = entryAddress(paper, row.seq)
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
