/** Question 6: what fixed it, the cause as stated, and the decisions and changes on the way. */
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import { kindNames } from '#lib/incident/words.ts'
import { isBlank } from './blank.ts'
import { changeFacts } from './change.ts'
import { partsText, type ReportBlock, type Step } from './model.ts'
import {
  type AnswerDraft,
  correctionNotes,
  endSeqs,
  type LogRecord,
  withCorrections,
  withStop,
} from './record.ts'

type Logged = EntryOf<'logged'>
const changes: readonly string[] = ['decision', 'deploy', 'migration', 'configuration']

/** 6: the solution and the cause as stated, then the way there. */
export function answerSolution(record: LogRecord): AnswerDraft {
  const { solution, facts, sources } = record.incident
  const seqs: number[] = []
  const blocks: ReportBlock[] = []
  if (solution !== null && sources.solution) {
    seqs.push(...withCorrections(record, sources.solution.seq))
    blocks.push(
      isBlank(solution)
        ? sentence(withStop(`Not yet known. The log says “${solution.trim()}”`))
        : { type: 'words', text: solution },
    )
    blocks.push(...notes(record, sources.solution.seq))
  } else {
    seqs.push(...endSeqs(record))
    blocks.push(sentence(unsolved(record)))
  }
  if (facts.cause && sources.cause) {
    seqs.push(...withCorrections(record, sources.cause.seq))
    blocks.push(
      { type: 'words', text: withLead('Cause', facts.cause.text) },
      ...notes(record, sources.cause.seq),
    )
  }
  const steps = record.entries.filter(isChange)
  const rows = inOrder(steps).map((entry) => stepOf(record, entry))
  if (rows.length > 0) blocks.push({ type: 'steps', rows })
  seqs.push(...steps.flatMap((entry) => withCorrections(record, entry.seq)))
  return { blocks, seqs, blank: isBlank(solution) }
}

function unsolved({ incident, moments }: LogRecord): string {
  if (moments.setAside && incident.mergedInto)
    return `What solved it stands in the report of ${incident.mergedInto.ref}.`
  if (moments.setAside) return 'It was cancelled; there was nothing to solve.'
  return moments.resolved ? 'What solved it is not in the log.' : 'Not solved yet.'
}

/** A decision, a deploy, a migration or a change of configuration. */
export function isChange(entry: Entry): entry is Logged {
  return entry.type === 'logged' && changes.includes(entry.payload.kind)
}

/** What a decision ruled out; what a change was of, how it ended and when. */
export function factsOf(record: LogRecord, entry: Logged): string[] {
  const { payload } = entry
  if (payload.kind === 'deploy' || payload.kind === 'migration') return changeFacts(record, entry)
  if (payload.kind !== 'decision' || !payload.details.rejected) return []
  return [`Rejected: ${payload.details.rejected}`]
}

function stepOf(record: LogRecord, entry: Logged): Step {
  const corrections = record.corrections.get(entry.seq)
  const corrected = corrections ? correctionNotes(record, entry.seq).map(partsText) : []
  return {
    seq: entry.seq,
    at: entry.occurredAt,
    time: record.clock.short(entry.occurredAt),
    kind: kindNames[entry.payload.kind],
    text: corrections?.at(-1)?.payload.text ?? entry.payload.text,
    facts: [...factsOf(record, entry), ...corrected],
  }
}

/** Markdown with a word before it, on a line of its own where a list or the like begins. */
function withLead(lead: string, text: string): string {
  const isBlock = /^\s*([-*+>#]|\d+[.)]|```)/.test(text)
  return isBlock ? `**${lead}**\n\n${text}` : `**${lead}.** ${withStop(text)}`
}

function notes(record: LogRecord, seq: number): ReportBlock[] {
  return correctionNotes(record, seq).map((parts) => ({ type: 'note', parts }))
}

function sentence(text: string): ReportBlock {
  return { type: 'sentence', parts: [text] }
}
