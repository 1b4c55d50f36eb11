/** The eight answers as atoms of one column. */
import {
  type Measure,
  type PersonRow,
  partsText,
  type ReportAnswer,
  type ReportBlock,
  type Step,
  targetWords,
} from '#lib/report/model.ts'
import { type Atom, gap, lineAtoms, ruleAtom } from './atoms.ts'
import { colours } from './colours.ts'
import { drawLine } from './ink.ts'
import { entryAddress, type Paper } from './paper.ts'
import type { Span } from './type.ts'
import { markdownSpans } from './words.ts'

type Element = PDFKit.PDFStructureElement

/** One answer, `width` points wide: question, blocks, evidence. */
export function answerAtoms(paper: Paper, answer: ReportAnswer, width: number): Atom[] {
  const section = paper.doc.struct('Sect')
  paper.root.add(section)
  const title = `${answer.number}. ${answer.question}`
  const heading = lineAtoms(
    paper,
    paper.type.lines([{ text: title, voice: 'strong', size: 9, color: colours.ink }], width),
    12,
    section,
    'H2',
  )
  const [first, ...others] = heading
  const marked: Atom[] = first
    ? [
        {
          height: first.height,
          draw: (x, y) => {
            paper.doc.outline.addItem(title)
            first.draw(x, y)
          },
        },
      ]
    : []
  return [
    ruleAtom(paper, width, 0, 7),
    ...marked,
    ...others,
    gap(2.5),
    ...answer.blocks.flatMap((block) => blockAtoms(paper, block, width, section)),
    ...evidenceAtoms(paper, answer, width, section),
    gap(7),
  ]
}

/** A block of an answer or of a section. */
export function blockAtoms(paper: Paper, block: ReportBlock, width: number, section: Element): Atom[] {
  switch (block.type) {
    case 'quote':
      return proseAtoms(paper, quoteSpans(block), width, section)
    case 'words':
      return proseAtoms(paper, markdownSpans(block.text, serif), width, section)
    case 'note': {
      const span: Span = { text: partsText(block.parts), voice: 'sans', size: 8, color: colours.ink2 }
      return [gap(1.5), ...lineAtoms(paper, paper.type.lines([span], width), 11, section)]
    }
    case 'measures':
      return block.rows.flatMap((row, index) => measureAtoms(paper, row, width, section, index > 0))
    case 'people':
      return block.rows.flatMap((row, index) => personAtoms(paper, row, width, section, index > 0))
    case 'steps':
      return [gap(3), ...block.rows.flatMap((row) => stepAtoms(paper, row, width, section))]
    default:
      return prose(paper, partsText(block.parts), width, section)
  }
}

const serif = { voice: 'serif', size: 11.5, color: colours.ink } as const

function quoteSpans({ text, marks }: { text: string; marks: boolean }): Span[] {
  const spans = markdownSpans(text, serif)
  // The marks belong to the words: they stand on their sides, whichever way these run.
  const mark: Span = { ...serif, isOwn: true, text: '' }
  return marks ? [{ ...mark, text: '“' }, ...spans, { ...mark, text: '”' }] : spans
}

function prose(paper: Paper, text: string, width: number, section: Element): Atom[] {
  return proseAtoms(paper, [{ ...serif, text }], width, section)
}

function proseAtoms(paper: Paper, spans: Span[], width: number, section: Element): Atom[] {
  return [...lineAtoms(paper, paper.type.lines(spans, width), 15.6, section), gap(1.5)]
}

/** "Report to first answer 1 min 59 s": in one line of reading, so that copied text keeps its order. */
function measureAtoms(paper: Paper, row: Measure, width: number, section: Element, ruled: boolean): Atom[] {
  const isKnown = row.seconds !== null
  const style = { voice: 'sans', size: 9, color: colours.ink } as const
  const spans: Span[] = [
    { ...style, text: `${row.name}  ` },
    isKnown
      ? { ...style, voice: 'mono', text: row.value }
      : { ...style, color: colours.ink3, text: row.value },
  ]
  const detail = [partsText(row.base), row.target ? targetWords(row.target) : '']
    .filter((text) => text !== '')
    .join(', ')
  const below =
    detail === '' ? [] : paper.type.lines([{ ...style, size: 7.5, color: colours.ink3, text: detail }], width)
  return [
    ...(ruled ? [ruleAtom(paper, width, 1.5, 1.5, colours.rule)] : []),
    ...lineAtoms(paper, paper.type.lines(spans, width), 12.5, section),
    ...lineAtoms(paper, below, 9.5, section),
  ]
}

function personAtoms(paper: Paper, row: PersonRow, width: number, section: Element, ruled: boolean): Atom[] {
  const style = { voice: 'sans', size: 9, color: colours.ink2 } as const
  const spans: Span[] = row.roles.flatMap((role, index): Span[] => [
    { ...style, text: `${index === 0 ? ' ' : ', '}${role.name} ` },
    {
      ...style,
      ...(/\d/.test(partsText(role.span)) ? { voice: 'mono', size: 8 } : {}),
      text: partsText(role.span),
    },
  ])
  const words: Span[] = [{ ...style, voice: 'strong', color: colours.ink, text: row.name }, ...spans]
  return [
    ...(ruled ? [ruleAtom(paper, width, 1.5, 1.5, colours.rule)] : []),
    ...lineAtoms(paper, paper.type.lines(words, width), 12.5, section),
  ]
}

const timeColumn = 34

function stepAtoms(paper: Paper, step: Step, width: number, section: Element): Atom[] {
  const { type } = paper
  const link = entryAddress(paper, step.seq)
  const time = type.line([{ text: step.time, voice: 'mono', size: 8, color: colours.accent, link }])
  const indent = Math.max(timeColumn, time.width + 6)
  const style = { voice: 'sans', size: 9, color: colours.ink } as const
  const words: Span[] = [
    { ...style, text: `${step.kind}. `, voice: 'strong' },
    ...markdownSpans(step.text, style),
  ]
  const lines = lineAtoms(paper, type.lines(words, width - indent), 12.5, section)
  const facts =
    step.facts.length === 0
      ? []
      : type.lines([{ ...style, size: 8, color: colours.ink2, text: step.facts.join(', ') }], width - indent)
  const element = paper.doc.struct('P')
  section.add(element)
  const body = [...lines, ...lineAtoms(paper, facts, 11, section)].map((atom, index) => ({
    height: atom.height,
    draw: (x: number, y: number) => {
      if (index === 0) drawLine(paper.doc, time, x, y + atom.height * 0.76, element)
      atom.draw(x + indent, y)
    },
  }))
  return [...body, gap(2.5)]
}

/** The entries that it rests on, each leading to the log. */
export function evidenceAtoms(
  paper: Paper,
  answer: Pick<ReportAnswer, 'evidence'>,
  width: number,
  section: Element,
): Atom[] {
  const style = { voice: 'mono', size: 7.5, color: colours.ink3 } as const
  const spans = answer.evidence.flatMap(({ seq, label }, index): Span[] => [
    ...(index === 0 ? [] : [{ ...style, text: ', ' }]),
    {
      ...style,
      text: label.replaceAll(' ', '\u00a0'),
      link: entryAddress(paper, seq),
    },
  ])
  if (spans.length === 0) return []
  return [gap(2), ...lineAtoms(paper, paper.type.lines(spans, width), 10.5, section)]
}
