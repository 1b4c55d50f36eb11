/** The mails that bring a situation report or a post-mortem. Pure. */
import { parseMarkdown, plainText } from '#lib/markdown/model.ts'
import type { SourceOf } from '#lib/messaging/source.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Report } from '#lib/report/model.ts'
import { headerLine, type Letter, type Piece, shorten } from './letter.ts'
import { shortAnswers } from './short-answers.ts'

type Given = {
  publicUrl: string
  /** Who sent it, when that is known. */
  by: string | null
  /** The names of what is attached. */
  attached: readonly string[]
}

type ReportWords = Pick<SourceOf<'report'>, 'note' | 'changes' | 'version' | 'to'>

/** "[SEV1] INC-142 Customers could not log in for 32 minutes"; a drill says so first. */
function subjectOf({
  kind,
  severity,
  ref,
  headline,
}: Pick<Report, 'kind' | 'severity' | 'ref' | 'headline'>): string {
  return headerLine(`${kind === 'drill' ? 'DRILL ' : ''}[${severity}] ${ref} ${headline}`)
}

export function reportLetter(report: Report, words: ReportWords, { publicUrl, by, attached }: Given): Letter {
  const summary = report.editedSummary === null ? report.summary : plainText(report.editedSummary)
  const drill = report.kind === 'drill'
  return {
    subject: subjectOf(report),
    preview: shorten(summary, 140),
    title: drill ? 'Drill situation report' : 'Situation report',
    aside: `${report.ref}, version ${words.version}`,
    pieces: [
      ...(drill ? [drillNotice] : []),
      { type: 'headline', text: report.headline },
      ...said(by ? `From ${by}` : 'Note', words.note),
      { type: 'lead', text: summary },
      ...said('What changed since the version before', words.changes),
      { type: 'facts', rows: shortAnswers(report) },
      { type: 'button', label: 'Read the full report', url: `${publicUrl}/incidents/${report.ref}/report` },
      {
        type: 'foot',
        lines: [
          attachedLine(attached),
          ...(report.postMortem ? [report.postMortem] : []),
          `${report.edition.line}. ${report.statusLine}. Times are ${report.zone.words}.`,
          sentLine({ by, to: words.to, organisation: report.organisation }),
        ].filter(Boolean),
      },
    ],
  }
}

type PostMortemWords = Pick<SourceOf<'post_mortem'>, 'note' | 'version'> & { to?: string | undefined }

export function postMortemLetter(
  document: PostMortem,
  words: PostMortemWords,
  { publicUrl, by, attached }: Given,
): Letter {
  const { ref, headline, followUps } = document
  const summary = document.parts.find(({ section }) => section === 'summary')
  const learnings = document.parts.find(({ section }) => section === 'learnings')
  const open = followUps.filter(({ done }) => !done).length
  return {
    subject: headerLine(subjectOf({ ...document, headline: `Post-mortem: ${headline}` })),
    preview: shorten(textOf(summary), 140),
    title: 'Post-mortem',
    aside: `${ref}, version ${words.version}`,
    pieces: [
      ...(document.kind === 'drill' ? [drillNotice] : []),
      { type: 'headline', text: headline },
      ...said(by ? `From ${by}` : 'Note', words.note),
      ...(textOf(summary) ? [{ type: 'lead' as const, text: shorten(textOf(summary), 600) }] : []),
      {
        type: 'facts',
        rows: [
          { name: 'Learnings', text: shorten(textOf(learnings), 600) },
          { name: 'Owner', text: document.owner ?? '' },
          {
            name: 'Follow-ups',
            text: followUps.length === 0 ? 'None' : `${followUps.length}, of which ${open} open`,
          },
        ].filter(({ text }) => text !== ''),
      },
      { type: 'button', label: 'Read the post-mortem', url: `${publicUrl}/incidents/${ref}/post-mortem` },
      {
        type: 'foot',
        lines: [
          attachedLine(attached),
          `${document.edition.line}. Times are ${document.zone.words}.`,
          sentLine({ by, to: words.to ?? null, organisation: document.organisation }),
        ].filter(Boolean),
      },
    ],
  }
}

/** The same mail, to oneself, before it goes to others. */
export function asTest(letter: Letter): Letter {
  const text = 'This is a test to yourself. Nobody else has got it.'
  return {
    ...letter,
    subject: headerLine(`Test: ${letter.subject}`),
    pieces: [{ type: 'notice', text }, ...letter.pieces],
  }
}

const drillNotice: Piece = { type: 'notice', text: 'DRILL. This is an exercise. No customers were affected.' }

function said(heading: string, markdown: string | null): Piece[] {
  return markdown?.trim() ? [{ type: 'said', heading, blocks: parseMarkdown(markdown) }] : []
}

function attachedLine(names: readonly string[]): string {
  return names.length === 0 ? '' : `Attached: ${names.join(', ')}.`
}

function sentLine({
  by,
  to,
  organisation,
}: {
  by: string | null
  to: string | null
  organisation: string
}): string {
  return `Sent${by ? ` by ${by}` : ''}${to ? ` to ${to}` : ''} with SitRep of ${organisation}.`
}

function textOf(part: PostMortem['parts'][number] | undefined): string {
  const words = (part?.blocks ?? []).flatMap((block) =>
    block.type === 'words' || block.type === 'quote' ? [plainText(block.text)] : [],
  )
  return words.join(' ')
}
