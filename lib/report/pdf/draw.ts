/** A document on paper, set like a newspaper (DESIGN §14). */
import type { LogPart } from '#lib/log/model.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Report } from '#lib/report/model.ts'
import { answerAtoms } from './answers.ts'
import { columnWidth, twoColumns } from './flow.ts'
import { drawGaps, drawKeyTimes, drawStandfirst, drawTitle } from './head.ts'
import { drawLinks, drawMoments, drawSeal } from './log.ts'
import { closePaper, openPaper, type Paper } from './paper.ts'
import { drawPictures } from './pictures.ts'
import type { Job } from './port.ts'
import { drawParts } from './post-mortem.ts'
import { drawDistribution, drawFollowUps } from './tables.ts'
import { drawTape } from './tape.ts'
import { drawUpdates } from './updates.ts'
import { drawWholeLog } from './whole-log.ts'

/** Where the drawing goes, and where it takes from what is too large to be handed over at once. */
export type Surroundings = {
  write: (chunk: Uint8Array) => void
  /** The next part of the log, null at its end. */
  part: () => Promise<LogPart | null>
  picture: (fileId: string) => Promise<Uint8Array | null>
}

/** Of the whole log, about. */
const entriesOnPage = 20

/** A tagged PDF. Runs for as long as the log is long: only in a worker thread. */
export async function drawDocument(job: Job, surroundings: Surroundings): Promise<void> {
  const { document, publicUrl, paper: size } = job
  const isReport = document.kind === 'report'
  const cover = isReport
    ? { ...document.report, title: 'Situation report' }
    : { ...document.postMortem, title: 'Post-mortem' }
  const about = 3 + Math.round((job.hasLog ? cover.entries : 0) / entriesOnPage)
  const paper = openPaper(cover, { publicUrl, paper: size, about, write: surroundings.write })
  if (isReport) await drawReport(paper, document.report, job, surroundings)
  else await drawPostMortem(paper, document.postMortem, job, surroundings)
  drawSeal(paper)
  await closePaper(paper)
}

/** The whole log comes last: whoever reads the report must not leaf through it to find what is still to do. */
async function drawReport(paper: Paper, report: Report, job: Job, around: Surroundings): Promise<void> {
  const times = report.severityTimes.map(({ severity, text }) => `${severity} for ${text}`).join(', then ')
  drawTitle(paper, `${report.severityName}. ${times}. ${report.statusLine}.`)
  drawStandfirst(paper, report.summary, report.editedSummary)
  drawKeyTimes(paper, report)
  drawTape(paper)
  drawGaps(paper, report)
  const width = columnWidth(paper)
  twoColumns(
    paper,
    report.answers.map((answer) => answerAtoms(paper, answer, width)),
  )
  drawUpdates(paper, report.updates)
  drawMoments(paper, report, { isFollowed: job.hasLog })
  drawFollowUps(paper, report.followUps, report.postMortem)
  drawDistribution(paper, report)
  drawLinks(paper, report.links)
  if (job.hasLog) await drawWholeLog(paper, report, around)
  else await drawPictures(paper, report.images, around)
}

async function drawPostMortem(
  paper: Paper,
  postMortem: PostMortem,
  job: Job,
  around: Surroundings,
): Promise<void> {
  drawTitle(paper, `${postMortem.severityName}. ${postMortem.statusLine}.`)
  drawParts(paper, postMortem)
  drawFollowUps(paper, postMortem.followUps, null)
  if (job.hasLog) await drawWholeLog(paper, postMortem, around)
}
