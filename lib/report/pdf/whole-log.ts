/** The whole log on paper, part by part: what is drawn is written, and let go of, before the next part is asked for. */
import { type LogRow, logRows } from '#lib/report/log-rows.ts'
import type { Report } from '#lib/report/model.ts'
import { type Atom, gap, heightOf, linesIn, ruleAtom } from './atoms.ts'
import { beginsRightToLeft } from './bidi.ts'
import { colours } from './colours.ts'
import type { Surroundings } from './draw.ts'
import { flow, flowWhole } from './flow.ts'
import { drawLine } from './ink.ts'
import { drawHeading } from './log.ts'
import { entryAddress, newPage, type Paper } from './paper.ts'
import { type Gallery, openGallery } from './pictures.ts'
import type { Span, Style } from './type.ts'
import { markdownSpans } from './words.ts'

type Element = PDFKit.PDFStructureElement
type Head = Pick<Report, 'zone' | 'reportedAt' | 'entries'>

const columns = { time: 27, elapsed: 74, text: 122 }
const style: Style = { voice: 'sans', size: 9, color: colours.ink }
const mono: Style = { voice: 'mono', size: 8.5, color: colours.ink }

/** Every entry, in the order of the log. */
export async function drawWholeLog(paper: Paper, head: Head, around: Surroundings): Promise<void> {
  if (paper.y > paper.top + (paper.bottom - paper.top) * 0.6) newPage(paper)
  drawHeading(paper, 'The whole log')
  const count = head.entries === 1 ? 'The one entry' : `All ${head.entries} entries`
  const intro: Span = {
    ...style,
    size: 8,
    color: colours.ink2,
    text: `${count}, in the order in which they were written down. A corrected entry reads as it does now, and says what it said before.`,
  }
  const words = paper.doc.struct('P')
  paper.root.add(words)
  flow(paper, [...linesIn(paper, paper.type.lines([intro], paper.width), 11, words, 'P'), gap(4)])
  const gallery = openGallery(paper, around)
  const rowsOf = logRows(head.zone.name, head.reportedAt)
  for (let part = await around.part(); part; part = await around.part()) {
    // A list per part: one for all would stay open, with everything in it, until the end.
    const list = paper.doc.struct('L')
    paper.root.add(list)
    for (const row of rowsOf(part)) await drawRow(paper, row, list, gallery)
    list.end()
    // What was drawn leaves through events, which need a turn of their own.
    await new Promise((resolve) => setImmediate(resolve))
  }
  flow(paper, [ruleAtom(paper, paper.width, 0, 6, colours.rule)])
}

async function drawRow(paper: Paper, row: LogRow, list: Element, gallery: Gallery): Promise<void> {
  const item = paper.doc.struct('LI')
  const body = paper.doc.struct('LBody')
  list.add(item)
  item.add(body)
  if (row.day) flow(paper, dayAtoms(paper, row.day, body))
  const atoms = rowAtoms(paper, row, body)
  const hung = row.picture ? await gallery(row.picture, paper.width - columns.text) : null
  // A picture stays with the entry that it belongs to.
  const height = heightOf(atoms) + (hung?.height ?? 0)
  if (hung && paper.y + height > paper.bottom && height < paper.bottom - paper.top) newPage(paper)
  flowWhole(paper, atoms)
  if (hung && paper.y + hung.height > paper.bottom) newPage(paper)
  await hung?.draw(columns.text, body)
  item.end()
}

/** A day is found in the outline too. */
function dayAtoms(paper: Paper, day: string, body: Element): Atom[] {
  const line = paper.type.line([{ ...style, voice: 'strong', size: 8.5, text: day }])
  if (paper.y + 40 > paper.bottom) newPage(paper)
  paper.doc.outline.addItem(`Log, ${day}`)
  return [gap(5), ...linesIn(paper, [line], 13, body, 'P')]
}

/** Number, time, time since the report, and what the entry says. */
function rowAtoms(paper: Paper, row: LogRow, body: Element): Atom[] {
  const { type, doc, width } = paper
  const link = entryAddress(paper, row.seq)
  const number = type.line([{ ...mono, size: 7.5, color: colours.ink3, text: String(row.seq) }])
  const time = type.line([{ ...mono, link, text: row.time }])
  const elapsed = type.line([{ ...mono, color: colours.ink3, text: row.elapsed }])
  const lines = type.lines(rowSpans(row), width - columns.text)
  const notes = row.notes.flatMap((text) =>
    type.lines([{ ...style, size: 8, color: colours.ink2, text }], width - columns.text),
  )
  const words = [...linesIn(paper, lines, 12.5, body, 'P'), ...linesIn(paper, notes, 11, body, 'P')]
  return [
    ruleAtom(paper, width, 0, 2.5, colours.rule),
    ...words.map(
      (atom, index): Atom => ({
        height: atom.height,
        draw: (x, y) => {
          if (index === 0) {
            drawLine(doc, number, x, y + 9.5, body)
            drawLine(doc, time, x + columns.time, y + 9.5, body)
            drawLine(doc, elapsed, x + columns.elapsed, y + 9.5, body)
          }
          atom.draw(x + columns.text, y)
        },
      }),
    ),
    gap(2.5),
  ]
}

/** "Decision, Ines Okafor." and the words after it; words from right to left begin a line of their own. */
function rowSpans(row: LogRow): Span[] {
  const quiet: Style = { ...style, color: colours.ink2 }
  const own = row.body === null ? [] : markdownSpans(row.body, style)
  const isApart = row.body !== null && (startsApart(row.body) || beginsRightToLeft(row.body))
  const late: Span[] = row.late ? [{ ...quiet, size: 8, color: colours.ink3, text: ` ${row.late}` }] : []
  return [
    ...(row.lead ? [{ ...style, voice: 'strong' as const, text: row.lead }] : []),
    ...(row.by
      ? [
          { ...quiet, text: ', ' },
          { ...quiet, text: row.by },
        ]
      : []),
    ...(row.lead ? [{ ...quiet, text: '. ' }] : []),
    ...(row.text ? [{ ...quiet, text: `${row.text} ` }] : []),
    ...(isApart ? [...late, { ...style, text: '\n' }] : []),
    ...own,
    ...(row.facts ? [{ ...quiet, text: ` ${row.facts}` }] : []),
    ...(isApart ? [] : late),
  ]
}

/** A list, a quotation or code begins a line of its own. */
function startsApart(markdown: string): boolean {
  return /^\s*(?:[-*+>]\s|\d+[.)]\s|```|~~~)/.test(markdown)
}
