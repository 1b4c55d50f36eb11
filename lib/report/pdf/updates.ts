/** What stakeholders were told, on paper: in serif, because it left the room. */
import { correctsWords, partsText, type ReportUpdates, type ToldUpdate } from '#lib/report/model.ts'
import { withStop } from '#lib/report/record.ts'
import { type Atom, gap, lineAtoms, linesIn, ruleAtom } from './atoms.ts'
import { colours } from './colours.ts'
import { flow, flowWhole } from './flow.ts'
import { drawLine } from './ink.ts'
import { drawHeading } from './log.ts'
import { entryAddress, type Paper } from './paper.ts'
import type { Span, Style } from './type.ts'

type Element = PDFKit.PDFStructureElement

const sans: Style = { voice: 'sans', size: 9, color: colours.ink }
const serif: Style = { voice: 'serif', size: 11.5, color: colours.ink }
const small: Style = { ...sans, size: 8, color: colours.ink3 }
/** Where the words begin beside the time. */
const column = 94

/** Nothing where there is no such part: a version from before there were updates. */
export function drawUpdates(paper: Paper, updates: ReportUpdates | undefined): void {
  if (!updates) return
  drawHeading(paper, 'What stakeholders were told')
  if (updates.title !== null) {
    flow(paper, [...paragraph(paper, [{ ...sans, text: `They know it as “${updates.title}”.` }]), gap(4)])
  }
  if (updates.rows.length > 0) drawRows(paper, updates.rows)
  const notes = updates.notes.map((parts): Span => ({ ...sans, text: ` ${partsText(parts)}` }))
  const line: Span[] = [{ ...sans, voice: 'strong', text: updates.line }, ...notes]
  const evidence = updates.evidence.flatMap(({ seq, label }, index): Span[] => [
    { ...small, text: index === 0 ? 'Evidence  ' : '  ' },
    { ...small, voice: 'mono', size: 7.5, text: label, link: entryAddress(paper, seq) },
  ])
  flow(paper, [...paragraph(paper, line), gap(2), ...paragraph(paper, evidence), gap(6)])
}

function drawRows(paper: Paper, rows: readonly ToldUpdate[]): void {
  const table = paper.doc.struct('Table')
  paper.root.add(table)
  for (const row of rows) flowWhole(paper, rowAtoms(paper, row, table))
  table.end()
  flow(paper, [ruleAtom(paper, paper.width, 0, 6, colours.rule)])
}

function paragraph(paper: Paper, spans: Span[]): Atom[] {
  return spans.length === 0 ? [] : lineAtoms(paper, paper.type.lines(spans, paper.width), 12.5, paper.root)
}

/** Time and state on the left, then headline, text and promise. A row stays whole where it can. */
function rowAtoms(paper: Paper, row: ToldUpdate, table: Element): Atom[] {
  const { doc, type } = paper
  const line = doc.struct('TR')
  table.add(line)
  // pdfkit knows the scope of a header; its types do not.
  const head = doc.struct('TH', { scope: 'Row' } as PDFKit.Mixins.StructureElementOptions)
  const state = doc.struct('TD')
  const cell = doc.struct('TD')
  line.add(head).add(state).add(cell)
  const link = entryAddress(paper, row.seq)
  const time = type.line([{ ...sans, voice: 'mono', size: 8.5, text: row.time, link }])
  const states = type.lines([{ ...small, color: colours.ink2, text: row.state }], column - 10)
  const day = row.day === null ? [] : [type.line([{ ...sans, voice: 'strong', size: 8.5, text: row.day }])]
  const words = bodyOf(row).flatMap(({ spans, leading }) =>
    linesIn(paper, type.lines(spans, paper.width - column), leading, cell, 'TD'),
  )
  const left = [
    { text: time, at: 10.6, element: head, tag: 'TH' },
    ...states.map((text, index) => ({ text, at: 22 + index * 10, element: state, tag: 'TD' })),
  ]
  const body = words.map(
    (atom, index): Atom => ({
      height: atom.height,
      draw: (x, y) => {
        if (index === 0) for (const one of left) drawLine(doc, one.text, x, y + one.at, one.element, one.tag)
        atom.draw(x + column, y)
        if (index === words.length - 1) line.end()
      },
    }),
  )
  const height = words.reduce((sum, atom) => sum + atom.height, 0)
  return [
    ruleAtom(paper, paper.width, 0, 3, colours.rule),
    ...lineAtoms(paper, day, 13, cell),
    ...body,
    gap(Math.max(4, 14 + states.length * 10 - height)),
  ]
}

function bodyOf(row: ToldUpdate): { spans: Span[]; leading: number }[] {
  const said: { spans: Span[]; leading: number }[] = row.withdrawn
    ? [
        {
          spans: [{ ...sans, color: colours.ink2, text: 'The words of this update were taken out.' }],
          leading: 13,
        },
      ]
    : [
        { spans: [{ ...serif, voice: 'headline', text: row.headline }], leading: 15 },
        ...paragraphs(row.text).map((text) => ({ spans: [{ ...serif, text }], leading: 15 })),
      ]
  const facts = [row.promise ? partsText(row.promise.parts) : '', correctsWords(row)].filter(Boolean)
  if (facts.length === 0) return said
  const style: Style = row.promise?.kept === false ? { ...small, voice: 'strong', color: colours.ink } : small
  const text = facts.map((fact) => withStop(fact)).join(' ')
  return [...said, { spans: [{ ...style, text }], leading: 12 }]
}

function paragraphs(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
