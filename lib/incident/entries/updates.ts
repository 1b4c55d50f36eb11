/** Public updates: drafted, published, promised, reminded of, late; and which documents go with them (D26). */
import * as z from 'zod'
import { firstUpdateDue, firstUpdateMinutes } from '#lib/incident/cadence.ts'
import { minutesLater } from '#lib/incident/clock.ts'
import { type Incident, isLive, isReopening } from '#lib/incident/incident.ts'
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
    const next = nextUpdateAt && { kind: 'next' as const, dueAt: nextUpdateAt, seq, missed: null, nudged: [] }
    const published = withUpdates(incident, {
      published: Math.max(updates.published, number),
      last: { ...wordsOf(payload), ...withdrawn(incident, entry), number, seq, at, by: entry.actor },
      draft: null,
      promise: goesOn ? updates.promise : next || null,
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

/**
 * What a change of severity or of the course does to the first promise. Once something was said, only the next word
 * counts, whatever the severity: it was promised. Whoever heard nothing waits for nothing when it is over.
 */
export function settlePromise(before: Incident, next: Incident, entry: EntryHead): Incident {
  const isSaid = before.updates !== next.updates
  if (isSaid || (before.severity === next.severity && before.status === next.status)) return next
  const { promise } = next.updates
  if (!isLive(next)) return withoutPromise(next)
  if (isReopening(before.status, next.status)) return reopened(next, entry)
  if (before.severity === next.severity || (promise?.kind ?? 'first') === 'next') return next
  if (next.updates.published > 0 || promise?.missed != null) return next
  const isRaise = next.severity < before.severity
  const since = isRaise || promise === null ? entry.recordedAt : sinceOf(before, promise)
  const due = firstPromise(next, entry, since)
  // A raise never gives more time.
  if (due && promise && isRaise && promise.dueAt <= due.dueAt) return next
  return withUpdates(next, { promise: due })
}

/** Whoever was promised a word still gets the last one after the resolution, and none after any other end. */
function withoutPromise(next: Incident): Incident {
  if (next.status !== 'resolved') return withUpdates(next, { promise: null, draft: null })
  return next.updates.promise?.kind === 'first' ? withUpdates(next, { promise: null }) : next
}

/** A word that is promised already, and sooner, is still waited for. */
function reopened(next: Incident, entry: EntryHead): Incident {
  const { promise } = next.updates
  const due = firstPromise(next, entry, entry.recordedAt)
  const stands = promise?.kind === 'next' && (due === null || promise.dueAt <= due.dueAt)
  return stands ? next : withUpdates(next, { promise: due })
}

/** From when on the first promise of that severity counts. */
function sinceOf({ severity }: Incident, { dueAt }: UpdatePromise): string {
  return minutesLater(dueAt, -(firstUpdateMinutes[severity] ?? 0))
}

/** The promise that the severity makes by itself, from `since` on; null where it makes none. */
export function firstPromise(
  { severity }: Pick<Incident, 'severity'>,
  { seq }: Pick<EntryHead, 'seq'>,
  since: string,
): PublicUpdates['promise'] {
  const dueAt = firstUpdateDue(severity, since)
  return dueAt ? { kind: 'first', dueAt, seq, missed: null, nudged: [] } : null
}
