/** Tables: what is still to do, and who was sent the document. */
import type { DistributionRow, FollowUpRow, Report } from '#lib/report/model.ts'
import { formatDay, formatTime } from '#lib/time/format.ts'
import { type Atom, gap, lineAtoms, ruleAtom } from './atoms.ts'
import { colours } from './colours.ts'
import { flow, flowWhole } from './flow.ts'
import { drawLine } from './ink.ts'
import { drawHeading } from './log.ts'
import type { Paper } from './paper.ts'
import type { Span, Style } from './type.ts'

const style: Style = { voice: 'sans', size: 9, color: colours.ink }
const mono: Style = { ...style, voice: 'mono', size: 8.5 }

/** The follow-ups of the incident, and what became of the post-mortem. Nothing when there is neither. */
export function drawFollowUps(
  paper: Paper,
  followUps: readonly FollowUpRow[],
  postMortem: string | null,
): void {
  if (followUps.length > 0) {
    drawHeading(paper, 'Follow-ups')
    drawTable(paper, followUpColumns, followUps)
  }
  if (postMortem === null) return
  if (followUps.length === 0) drawHeading(paper, 'Post-mortem', 50)
  const lines = paper.type.lines([{ ...style, text: postMortem }], paper.width)
  flow(paper, [...lineAtoms(paper, lines, 12.5, paper.root), gap(4)])
}

/** Who was sent which version, when, and what came of it. */
export function drawDistribution(paper: Paper, report: Report): void {
  if (report.distribution.length === 0) return
  drawHeading(paper, 'Who was sent what')
  const zone = report.zone.name
  const columns: readonly Column<DistributionRow>[] = [
    { title: 'Person', share: 0.4, cell: ({ name }) => ({ ...style, text: name }) },
    { title: 'Version', share: 0.12, cell: ({ version }) => ({ ...style, text: String(version) }) },
    {
      title: 'When',
      share: 0.2,
      cell: ({ at }) => ({
        ...mono,
        text: `${formatDay(at, zone, report.reportedAt)} ${formatTime(at, zone)}`,
      }),
    },
    {
      title: 'What came of it',
      share: 0.28,
      cell: ({ text, failed }) => ({ ...style, ...(failed ? { voice: 'strong' } : {}), text }),
    },
  ]
  drawTable(paper, columns, report.distribution)
}

type Column<Row> = { title: string; share: number; cell: (row: Row) => Span }

const followUpColumns: readonly Column<FollowUpRow>[] = [
  { title: 'Action', share: 0.48, cell: ({ number, title }) => ({ ...style, text: `${number}. ${title}` }) },
  { title: 'Kind', share: 0.1, cell: ({ kind }) => ({ ...style, color: colours.ink2, text: kind }) },
  { title: 'Owner', share: 0.17, cell: ({ owner }) => ({ ...style, text: owner ?? 'Nobody yet' }) },
  { title: 'Due', share: 0.13, cell: ({ due }) => ({ ...mono, text: due ?? 'No day' }) },
  { title: 'State', share: 0.12, cell: ({ state }) => ({ ...style, text: state }) },
]

const between = 8
type Element = PDFKit.PDFStructureElement

/** A row stays whole; a cell breaks its words rather than run into the next one. */
function drawTable<Row>(paper: Paper, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const table = paper.doc.struct('Table')
  paper.root.add(table)
  const titles = columns.map(({ title }): Span => ({ ...style, size: 8, color: colours.ink3, text: title }))
  const head = rowAtoms(paper, { columns, spans: titles, table, tag: 'TH' })
  rows.forEach((row, index) => {
    const spans = columns.map(({ cell }) => cell(row))
    const atoms = [
      ruleAtom(paper, paper.width, 0, 4, colours.rule),
      ...rowAtoms(paper, { columns, spans, table, tag: 'TD' }),
    ]
    flowWhole(paper, index === 0 ? [...head, ...atoms] : atoms)
  })
  table.end()
  flow(paper, [ruleAtom(paper, paper.width, 0, 6, colours.rule)])
}

type TableRow<Row> = {
  columns: readonly Column<Row>[]
  spans: readonly Span[]
  table: Element
  tag: 'TH' | 'TD'
}

function rowAtoms<Row>(paper: Paper, { columns, spans, table, tag }: TableRow<Row>): Atom[] {
  const { doc, type, width } = paper
  const row = doc.struct('TR')
  table.add(row)
  let left = 0
  const cells = columns.map(({ share }, index) => {
    const span = spans[index] ?? { ...style, text: '' }
    const options = tag === 'TH' ? { scope: 'Column' } : {}
    // pdfkit knows the scope of a header; its types do not.
    const element = doc.struct(tag, options as PDFKit.Mixins.StructureElementOptions)
    row.add(element)
    const cell = { x: left, lines: type.lines([span], width * share - between), element }
    left += width * share
    return cell
  })
  const count = Math.max(...cells.map(({ lines }) => lines.length))
  const atom = (index: number): Atom => ({
    height: 12.5,
    draw: (x, y) => {
      for (const cell of cells) {
        const line = cell.lines[index]
        if (line) drawLine(doc, line, x + cell.x, y + 9.5, cell.element, tag)
      }
      if (index === count - 1) row.end()
    },
  })
  return [...Array.from({ length: count }, (_, index) => atom(index)), gap(3)]
}
