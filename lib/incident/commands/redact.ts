/** redact_entry: an admin takes the words out of an entry, for good. A pasted password must be removable. */
import * as z from 'zod'
import { holdsWords, redactedText } from '#lib/incident/entries/redact.ts'
import type { Draft } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import { entryNumber, limits, words } from '#lib/incident/shapes.ts'
import { common, conflict, defineCommand, nothingNew } from './command.ts'
import { noEntry } from './guards.ts'

export const redactEntry = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber, reason: words(limits.line) }),
  needs: ({ seq }) => ({ entries: [seq], copiesOf: seq }),
  decide: (incident, { seq, reason, occurredAt }, context) => {
    const target = context.entry(seq)
    if (!target) return noEntry(incident, seq)
    if (target.redacted) return nothingNew
    if (!holdsWords(target)) {
      return conflict(`Entry ${seq} (${target.type}) holds no words of anybody: there is nothing to redact.`)
    }
    const redact = (corrects: number, alsoIn: number[] = []): Draft => ({
      type: 'entry_redacted',
      payload: { reason, alsoIn },
      occurredAt: occurredAt ?? context.now,
      corrects,
    })
    // What SitRep itself wrote down again goes with it, here and in other logs, each with an entry that says so.
    const { copies, sharing } = context.repeated ?? { copies: [], sharing: [] }
    const here = copies.filter(({ incidentId }) => incidentId === incident.id).flatMap(({ seqs }) => seqs)
    const elsewhere = copies.filter(({ incidentId }) => incidentId !== incident.id)
    // Another update that holds some of the same words may be what is true now: it stays, and is named.
    const alsoIn = sharing.filter((other) => !here.includes(other))
    return {
      drafts: [
        redact(seq, alsoIn),
        ...here.map((copy) => redact(copy)),
        ...topicAgain(incident, here, occurredAt ?? context.now),
      ],
      also: elsewhere.map(({ incidentId, seqs }) => ({
        incidentId,
        drafts: seqs.map((copy) => redact(copy)),
      })),
    }
  },
})

/** Where the change to today's topic goes for the words that it followed, the topic itself is said again. */
function topicAgain({ topic, sources }: Incident, gone: readonly number[], occurredAt: Instant): Draft[] {
  if (sources.topic === undefined || !gone.includes(sources.topic.seq)) return []
  return [{ type: 'topic_changed', payload: { from: redactedText, to: topic }, occurredAt }]
}
