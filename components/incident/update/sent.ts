/** What of an update has left this browser without an answer so far, and whether it has arrived all the same. Pure. */
import type { UpdateCommand, UpdateFields } from '#components/incident/update/fields.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import type { Affected, UpdateWords } from '#lib/incident/public-updates.ts'

/** The words as they were sent: on one line where they are one, without the spaces around them. */
export type SentWords = Pick<UpdateWords, 'headline' | 'text' | 'state'> & {
  /** Undefined: as the update before said. */
  title?: string | undefined
  affected: readonly Affected[]
}

/** The words of a command, as they leave. */
export function sentWords({ title, headline, text, state, affected = [] }: UpdateCommand): SentWords {
  return { title, headline, text, state, affected }
}

/**
 * Whether what this person sent has been published since, or has waited for approval, whatever became of the answer, of it
 * or of what came after it: offered again, it would go out twice. One whose words were taken out may be it.
 */
export function hasArrived(
  { sent, basedOn }: Pick<UpdateFields, 'sent' | 'basedOn'>,
  writerId: string,
  { updates: { last, draft } }: Pick<Incident, 'updates'>,
  entries: readonly Entry[],
): boolean {
  if (!sent || basedOn === null) return false
  const isSent = (words: UpdateWords) => sent.some((each) => isSame(each, words))
  // Of a long log the newest entries are here; those two are known without them.
  const known = [last, draft].some(
    (words) => words !== null && words.seq > basedOn && words.by.id === writerId && isSent(words),
  )
  return (
    known || entries.some((entry) => entry.seq > basedOn && isOf(writerId, entry) && holds(entry, isSent))
  )
}

/** Approved by somebody else it is theirs, written by whoever sent it. */
function isOf(writerId: string, entry: Entry): boolean {
  const drafter = entry.type === 'update_published' ? entry.payload.draftedBy : null
  return (drafter ?? entry.actor).id === writerId
}

function holds(entry: Entry, isSent: (words: UpdateWords) => boolean): boolean {
  if (entry.type !== 'update_published' && entry.type !== 'update_drafted') return false
  return entry.redacted === true || isSent(entry.payload)
}

function isSame({ title, headline, text, state, affected }: SentWords, words: UpdateWords): boolean {
  return (
    (title === undefined || title === words.title) &&
    headline === words.headline &&
    text === words.text &&
    state === words.state &&
    affected.length === words.affected.length &&
    affected.every(({ name, state }, at) => {
      const other = words.affected[at]
      return name === other?.name && state === other.state
    })
  )
}
