/** The head of a document: badge, headline, standfirst; of a report also four times and what is still missing. */
import { type Report, targetWords } from '#lib/report/model.ts'
import { lineAtoms } from './atoms.ts'
import { drawBadge } from './badge.ts'
import { colours, hairline } from './colours.ts'
import { flow } from './flow.ts'
import { artifact, drawLine, drawRule } from './ink.ts'
import type { Paper } from './paper.ts'
import type { Line, Span, Style } from './type.ts'
import { markdownSpans } from './words.ts'

/** 150 mm: about 66 characters of the standfirst. */
export const measure = 425

/** Badge, severity and state in a line, then the headline. */
export function drawTitle(paper: Paper, words: string): void {
  const { doc, type, cover, root } = paper
  paper.y += 3
  const line = doc.struct('P')
  root.add(line)
  const badge = drawBadge(paper, paper.left, paper.y, line)
  const labels = cover.labels.length > 0 ? ` Labels: ${cover.labels.join(', ')}.` : ''
  const span: Span = { text: `${words}${labels}`, voice: 'sans', size: 8.5, color: colours.ink2 }
  type.lines([span], paper.width - badge - 8).forEach((part, index) => {
    if (index > 0) paper.y += 11
    drawLine(doc, part, paper.left + badge + 8, paper.y + 11.5, line)
  })
  line.end()
  paper.y += 24
  const headline = fitHeadline(paper)
  flow(paper, lineAtoms(paper, headline.lines, headline.size * 1.06, root, 'H1'))
  paper.y += 5
}

/** One paragraph of plain words, or what somebody wrote instead of it. */
export function drawStandfirst(paper: Paper, summary: string, edited: string | null): void {
  const style: Style = { voice: 'serif', size: 13, color: colours.ink2 }
  const spans = edited === null ? [{ ...style, text: summary }] : markdownSpans(edited, style)
  flow(paper, lineAtoms(paper, paper.type.lines(spans, measure), 18, paper.root))
  paper.y += 9
}

/** At most three lines, evenly filled; a long topic is set smaller. */
function fitHeadline({ type, cover }: Paper): { lines: Line[]; size: number } {
  const set = (size: number, width: number) =>
    type.lines([{ text: cover.headline, voice: 'headline', size, color: colours.ink }], width)
  const sizes = [29, 24, 20, 17, 15]
  const size = sizes.find((candidate) => set(candidate, measure).length <= 3) ?? 15
  const count = set(size, measure).length
  let width = measure
  while (width > 120 && set(size, width - 10).length === count) width -= 10
  return { lines: set(size, width), size }
}

/** The four times against their targets. */
export function drawKeyTimes(paper: Paper, report: Report): void {
  const { doc, type, left, width } = paper
  const cell = width / report.keyTimes.length
  const top = paper.y
  const height = 46
  artifact(doc, 'Layout', () => {
    drawRule(doc, left, top, width, 1, colours.ink)
    drawRule(doc, left, top + height, width, 1, colours.ink)
    for (let index = 1; index < report.keyTimes.length; index++) {
      doc.rect(left + index * cell, top + 1, hairline, height - 1).fill(colours.rule2)
    }
  })
  report.keyTimes.forEach((time, index) => {
    const x = left + index * cell + (index === 0 ? 0 : 8)
    const element = doc.struct('P')
    paper.root.add(element)
    const isKnown = time.seconds !== null
    drawLine(
      doc,
      type.line([{ text: time.label, voice: 'sans', size: 8, color: colours.ink2 }]),
      x,
      top + 13,
      element,
    )
    const value = type.line([
      {
        text: time.value,
        voice: isKnown ? 'mono' : 'sans',
        size: isKnown ? 12 : 10,
        color: isKnown ? colours.ink : colours.ink3,
      },
    ])
    drawLine(doc, value, x, top + 27, element)
    const target = time.target ? targetWords(time.target) : ''
    if (target)
      drawLine(
        doc,
        type.line([{ text: target, voice: 'sans', size: 7.5, color: colours.ink3 }]),
        x,
        top + 39,
        element,
      )
  })
  paper.y = top + height + 9
}

/** What is blank, and what contradicts itself. */
export function drawGaps(paper: Paper, report: Report): void {
  const { type } = paper
  if (report.gaps.length === 0) return
  const style = { voice: 'sans', size: 8.5, color: colours.ink2 } as const
  const list = report.gaps.map(({ number, text }) => `${number}: ${text}`).join(' ')
  const spans: Span[] = [
    { ...style, voice: 'strong', color: colours.ink, text: 'Blank or contradictory answers. ' },
    { ...style, text: list },
  ]
  flow(paper, lineAtoms(paper, type.lines(spans, paper.width), 11.5, paper.root))
  paper.y += 6
}
