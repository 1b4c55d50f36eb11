/** The tape on paper, from the same geometry as on the screen. */
import { layoutTape, type TapeLayout } from '#lib/time/tape.ts'
import { colours } from './colours.ts'
import { drawLine } from './ink.ts'
import { newPage, type Paper } from './paper.ts'
import type { Style } from './type.ts'

/** The drawing is 820 px wide and scaled to the paper, as the mockup does: words then come out at 7.4 points. */
const pixels = 820
const words: Style = { voice: 'sans', size: 12, color: colours.ink2 }

/** Draws the tape across the sheet, whole, and moves on below it. */
export function drawTape(paper: Paper): void {
  const { doc, type, cover } = paper
  const scale = paper.width / pixels
  const layout = layoutTape({
    ...cover.tape,
    width: pixels,
    measure: (text, bold) => type.width(text, { ...words, voice: bold ? 'strong' : 'sans' }),
  })
  if (paper.y + layout.height * scale > paper.bottom) newPage(paper)
  const figure = doc.struct('Figure', { alt: altOf(paper) })
  paper.root.add(figure)
  const tag = doc.markStructureContent('Figure')
  doc.save().translate(paper.left, paper.y).scale(scale)
  drawRuler(paper, layout)
  drawImpact(paper, layout)
  for (const phase of layout.phases) {
    doc.rect(phase.x, layout.y.phases, phase.width, 6).fill(phase.live ? colours.accent : colours.ink)
  }
  drawMarks(paper, layout)
  drawNow(paper, layout)
  doc.restore().endMarkedContent()
  figure.add(tag).end()
  paper.y += layout.height * scale + 8
}

function drawRuler(paper: Paper, { width, pad, ticks, y }: TapeLayout): void {
  const { doc } = paper
  stroke(paper, colours.rule2, 1, [pad, y.ruler, width - pad, y.ruler])
  stroke(paper, colours.rule2, 1, [pad, y.marks, width - pad, y.marks])
  for (const tick of ticks)
    stroke(paper, tick.big ? colours.line : colours.rule2, 1, [
      tick.x,
      y.ruler,
      tick.x,
      y.ruler + (tick.big ? 7 : 3),
    ])
  for (const { label, x, anchor } of ticks) {
    if (label === null) continue
    const line = paper.type.line([{ text: label, voice: 'mono', size: 11, color: colours.ink3 }])
    drawLine(doc, line, anchored(x, line.width, anchor), y.label)
  }
}

function drawImpact(paper: Paper, { impact, y }: TapeLayout): void {
  if (!impact) return
  const color = paper.cover.kind === 'drill' ? colours.drill : colours.sev1
  const { x1, x2 } = impact
  for (const x of [x1, x2]) stroke(paper, color, 1.5, [x, y.impact - 5, x, y.impact + 5])
  const line = paper.type.line([{ ...words, text: impact.label, voice: 'strong', color }])
  const from = anchored(impact.labelX, line.width, impact.anchor)
  // The line stops at its own label instead of running through it.
  const isInside = impact.anchor === 'middle'
  stroke(paper, color, 1.5, [x1, y.impact, isInside ? Math.max(x1, from - 6) : x2, y.impact])
  if (isInside) stroke(paper, color, 1.5, [Math.min(x2, from + line.width + 6), y.impact, x2, y.impact])
  drawLine(paper.doc, line, from, y.impact + 4)
}

function drawMarks(paper: Paper, { marks, y }: TapeLayout): void {
  const { doc } = paper
  for (const mark of marks) {
    if (mark.label !== null)
      stroke(paper, mark.key ? colours.ink : colours.rule2, 1, [mark.x, y.marks, mark.x, mark.y + 1])
    doc
      .lineWidth(1)
      .rect(mark.x - 2.5, y.marks - 2.5, 5, 5)
      .fillAndStroke(mark.key ? colours.ink : colours.paper, colours.ink)
  }
  for (const { label, key, textX, anchor, y: baseline } of marks) {
    if (label === null) continue
    const line = paper.type.line([
      { ...words, text: label, voice: key ? 'strong' : 'sans', color: key ? colours.ink : colours.ink2 },
    ])
    drawLine(doc, line, anchored(textX, line.width, anchor), baseline)
  }
}

function drawNow(paper: Paper, { now, y }: TapeLayout): void {
  if (!now) return
  stroke(paper, colours.accent, 2, [now.x, y.ruler, now.x, y.marks + 4])
  const line = paper.type.line([{ ...words, text: 'now', voice: 'strong', color: colours.accent }])
  drawLine(paper.doc, line, Math.min(pixels - line.width, now.x - line.width / 2), y.label)
}

function stroke(
  { doc }: Paper,
  color: string,
  weight: number,
  [x1, y1, x2, y2]: [number, number, number, number],
): void {
  doc.lineWidth(weight).moveTo(x1, y1).lineTo(x2, y2).stroke(color)
}

function anchored(x: number, width: number, anchor: 'start' | 'middle' | 'end'): number {
  if (anchor === 'start') return x
  return anchor === 'end' ? x - width : x - width / 2
}

function altOf({ cover }: Paper): string {
  const { impact, marks } = cover.tape
  const list = marks.toSorted((a, b) => a.at - b.at).slice(0, 40)
  return `Timeline. ${impact ? `${impact.label}. ` : ''}${list.map(({ label }) => label).join(', ')}`
}
