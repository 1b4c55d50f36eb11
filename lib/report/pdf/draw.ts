/** The situation report on paper, set like a newspaper (DESIGN §14). */
import type { Report } from '#lib/report/model.ts'
import { answerAtoms } from './answers.ts'
import { columnWidth, twoColumns } from './flow.ts'
import { drawHead } from './head.ts'
import { drawLinks, drawLog, drawSeal } from './log.ts'
import { closePaper, openPaper } from './paper.ts'

/** A tagged PDF. Runs for as long as the log is long: only in a worker thread. */
export function drawReport(report: Report, publicUrl: string): Promise<Uint8Array> {
  const paper = openPaper(report, publicUrl)
  drawHead(paper)
  const width = columnWidth(paper)
  twoColumns(
    paper,
    report.answers.map((answer) => answerAtoms(paper, answer, width)),
  )
  drawLog(paper)
  drawLinks(paper)
  drawSeal(paper)
  return closePaper(paper)
}
