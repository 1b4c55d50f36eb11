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

export function sentWords({ title, headline, text, state, affected = [] }: UpdateCommand): SentWords {
  return { title, headline, text, state, affected }
}

/**
 * Whether what this person sent has been published since, or waits for approval, whatever became of the answer: offered
 * again, it would go out twice.
 */
export function hasArrived(
  { sent, basedOn }: Pick<UpdateFields, 'sent' | 'basedOn'>,
  writerId: string,
  { updates: { last, draft } }: Pick<Incident, 'updates'>,
  entries: readonly Entry[],
): boolean {
  if (!sent || basedOn === null) return false
  const isSent = (words: UpdateWords & { seq: number }) =>
    words.seq > basedOn && sent.some((each) => isSame(each, words))
  if (draft?.by.id === writerId && isSent(draft)) return true
  // Approved by somebody else it is theirs, written by whoever sent it.
  const isMine = last !== null && [last.by.id, drafterOf(last.seq, entries)].includes(writerId)
  return isMine && isSent(last)
}

function drafterOf(seq: number, entries: readonly Entry[]): string | undefined {
  const entry = entries.find((each) => each.seq === seq)
  return entry?.type === 'update_published' ? entry.payload.draftedBy?.id : undefined
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
