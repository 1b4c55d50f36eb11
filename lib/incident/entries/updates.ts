/** Public updates: drafted, published, promised, reminded of, late; and which documents go with them (D26). */
import * as z from 'zod'
import type { Incident } from '#lib/incident/incident.ts'
import {
  affectedStates,
  isCarriedOn,
  type PublicUpdates,
  tallied,
  type UpdatePromise,
  type UpdateWords,
  updateStateNames,
  updateStates,
} from '#lib/incident/public-updates.ts'
import { personRef, storedInstant } from '#lib/incident/shapes.ts'
import { listWords } from '#lib/incident/words.ts'
import { defineEntry, type EntryHead, sourceOf } from './entry.ts'

const said = {
  title: z.string(),
  headline: z.string(),
  text: z.string(),
  state: z.enum(updateStates),
  affected: z.array(z.strictObject({ name: z.string(), state: z.enum(affectedStates) })),
  nextUpdateAt: storedInstant.nullable(),
}
const corrects = z.strictObject({ seq: z.int(), number: z.int() }).nullable()

/** The state with some of what those outside are told changed. */
export function withUpdates(incident: Incident, change: Partial<PublicUpdates>): Incident {
  return { ...incident, updates: { ...incident.updates, ...change } }
}

function wordsOf({ title, headline, text, state, affected, nextUpdateAt }: UpdateWords): UpdateWords {
  return { title, headline, text, state, affected, nextUpdateAt }
}

export const updatePublished = defineEntry({
  v: 1,
  payload: z.strictObject({
    /** Counts from 1, as people outside see it. */
    number: z.int().min(1),
    ...said,
    corrects,
    /** Until when this update was promised; null: nobody was waiting, or they still are. */
    promisedAt: storedInstant.nullable(),
    /** Who wrote it, when the publisher only approved. */
    draftedBy: personRef.nullable(),
  }),
  evolve: (incident, payload, entry) => {
    const { updates } = incident
    const { recordedAt: at, seq } = entry
    const { nextUpdateAt, number } = payload
    const goesOn = isCarriedOn(updates.promise, nextUpdateAt)
    const next: UpdatePromise | null =
      nextUpdateAt === null
        ? null
        : {
            ...{ kind: 'next', restsOn: 'update', dueAt: nextUpdateAt, seq, missed: null, nudged: [] },
          }
    const published = withUpdates(incident, {
      published: Math.max(updates.published, number),
      last: { ...wordsOf(payload), ...withdrawn(incident, entry), number, seq, at, by: entry.actor },
      draft: null,
      promise: goesOn ? updates.promise : next,
      tally: goesOn ? updates.tally : tallied(updates.tally, updates.promise, at),
    })
    return { ...published, sources: { ...incident.sources, update: sourceOf(entry) } }
  },
  sentence: ({ number, state, draftedBy }, { actor }) =>
    `${actor.name} published update ${number}${draftedBy ? `, written by ${draftedBy.name}` : ''}: ${updateStateNames[state].toLowerCase()}`,
})

/** What was redacted is nothing that the next update goes on from. */
function withdrawn({ updates }: Incident, { redacted }: EntryHead) {
  return redacted ? { title: updates.last?.title ?? '', affected: [] } : {}
}

export const updateDrafted = defineEntry({
  v: 1,
  payload: z.strictObject({ ...said, corrects }),
  evolve: (incident, payload, { seq, recordedAt, actor, redacted }) =>
    withUpdates(incident, {
      // Nobody approves words that were taken out.
      draft: redacted ? null : { ...payload, ...{ seq, at: recordedAt, by: actor } },
    }),
  sentence: (_, { actor }) => `${actor.name} wrote an update and asks the Commander to approve it`,
})

export const updateReturned = defineEntry({
  v: 1,
  payload: z.strictObject({ to: personRef, reason: z.string().nullable() }),
  evolve: (incident) => withUpdates(incident, { draft: null }),
  sentence: ({ to }, { actor }) =>
    to.id === actor.id
      ? `${actor.name} took back the draft of an update`
      : `${actor.name} gave ${to.name}’s draft of an update back`,
})

export const updateNudged = defineEntry({
  v: 1,
  payload: z.strictObject({ to: z.array(personRef), dueAt: storedInstant, minutes: z.int() }),
  evolve: (incident, { minutes, dueAt }) => {
    const { promise } = incident.updates
    if (promise?.dueAt !== dueAt) return incident
    return withUpdates(incident, { promise: { ...promise, nudged: [...promise.nudged, minutes] } })
  },
  // Not in how many minutes: the timer may be late.
  sentence: ({ to, dueAt }) =>
    `Reminded ${listWords(to.map(({ name }) => name))} that an update is due by ${plain(dueAt)}`,
})

export const updateOverdue = defineEntry({
  v: 1,
  payload: z.strictObject({ dueAt: storedInstant, kind: z.enum(['first', 'next']) }),
  evolve: (incident, { dueAt }, { seq }) => {
    const { promise, tally } = incident.updates
    if (promise?.dueAt !== dueAt || promise.missed !== null) return incident
    return withUpdates(incident, {
      promise: { ...promise, missed: seq },
      tally: tallied(tally, promise, null),
    })
  },
  sentence: ({ dueAt, kind }) =>
    kind === 'first'
      ? `The first update was due by ${plain(dueAt)} and has not gone out`
      : `The update promised by ${plain(dueAt)} has not gone out`,
})

export const documentsShared = defineEntry({
  v: 1,
  payload: z.strictObject({ report: z.boolean(), postMortem: z.boolean() }),
  evolve: (incident, shared) => withUpdates(incident, { shared }),
  sentence: ({ report, postMortem }, { actor }) => {
    const names = [...(report ? ['the situation report'] : []), ...(postMortem ? ['the post-mortem'] : [])]
    return names.length > 0
      ? `${actor.name} put ${listWords(names)} on the stakeholders’ page`
      : `${actor.name} took the documents off the stakeholders’ page`
  },
})

/** "2026-05-14 12:55 UTC" */
function plain(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
