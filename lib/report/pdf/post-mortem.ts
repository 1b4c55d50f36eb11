/** The post-mortem on paper: who owes it, the standfirst, the tape, then section by section. */
import type { PostMortem, PostMortemPart } from '#lib/post-mortem/model.ts'
import { partsText } from '#lib/report/model.ts'
import { blockAtoms, evidenceAtoms } from './answers.ts'
import { type Atom, gap, lineAtoms } from './atoms.ts'
import { colours } from './colours.ts'
import { flow } from './flow.ts'
import { drawStandfirst, measure } from './head.ts'
import { drawHeading, drawTimeline } from './log.ts'
import type { Paper } from './paper.ts'
import { drawTape } from './tape.ts'
import type { Span } from './type.ts'

/** The summary stands first and larger; the tape follows it, as on the page. */
export function drawParts(paper: Paper, postMortem: PostMortem): void {
  const [summary, ...others] = postMortem.parts
  drawOwner(paper, postMortem)
  if (summary?.section === 'summary') drawSummary(paper, summary)
  drawTape(paper)
  for (const part of summary?.section === 'summary' ? others : postMortem.parts) drawPart(paper, part)
}

function drawOwner(paper: Paper, { owner, due, meeting }: PostMortem): void {
  const facts = [
    `Owner: ${owner ?? 'nobody yet'}`,
    ...(due ? [`due ${due.text}`] : []),
    ...(meeting ? [`meeting ${meeting}`] : []),
  ]
  const words: Span = { voice: 'sans', size: 9, color: colours.ink2, text: `${facts.join(', ')}.` }
  flow(paper, [...lineAtoms(paper, paper.type.lines([words], paper.width), 12.5, paper.root), gap(6)])
}

function drawSummary(paper: Paper, part: PostMortemPart): void {
  const [first] = part.blocks
  // What somebody wrote, or a sentence from the log, reads as a standfirst.
  if (part.blocks.length === 1 && first && (first.type === 'words' || first.type === 'sentence')) {
    const words = first.type === 'words' ? first.text : null
    drawStandfirst(paper, first.type === 'words' ? '' : partsText(first.parts), words)
    return
  }
  const section = paper.doc.struct('Sect')
  paper.root.add(section)
  flow(paper, [...bodyAtoms(paper, part, measure, section), gap(9)])
}

function drawPart(paper: Paper, part: PostMortemPart): void {
  drawHeading(paper, part.title)
  const section = paper.doc.struct('Sect')
  paper.root.add(section)
  if (part.timeline.length > 0) drawTimeline(paper, part.timeline)
  if (part.timeline.length > 0 && part.blank) return
  const isRows = part.blocks.some(({ type }) => type === 'people' || type === 'measures')
  flow(paper, bodyAtoms(paper, part, isRows ? paper.width : measure, section))
}

function bodyAtoms(
  paper: Paper,
  part: PostMortemPart,
  width: number,
  section: PDFKit.PDFStructureElement,
): Atom[] {
  if (part.blank) {
    const words: Span = { voice: 'sans', size: 9, color: colours.ink3, text: 'Nothing is written here yet.' }
    return lineAtoms(paper, paper.type.lines([words], width), 12.5, section)
  }
  return [
    ...part.blocks.flatMap((block) => blockAtoms(paper, block, width, section)),
    ...evidenceAtoms(paper, part, width, section),
  ]
}
