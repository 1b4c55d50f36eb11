/** publish_update and what surrounds it: drafts for a second pair of eyes, nudges, the missed promise (D26). */
import * as z from 'zod'
import { longestPromiseHours, nudgeMinutes } from '#lib/incident/cadence.ts'
import { minutesLater } from '#lib/incident/clock.ts'
import type { Draft } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import { missedPromise } from '#lib/incident/missed-promise.ts'
import { reportToShow, supersededWords } from '#lib/incident/owed.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import {
  affectedStates,
  type Corrected,
  isCarriedOn,
  type UpdateDraft,
  type UpdateWords,
  updateLimits,
  updateStates,
  whoCommunicates,
} from '#lib/incident/public-updates.ts'
import { entryNumber, instant, limits, oneLine, storedInstant, words } from '#lib/incident/shapes.ts'
import { unseenDraft } from '#lib/incident/unseen-draft.ts'
import {
  append,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  forbidden,
  invalid,
  nothingNew,
  type Refused,
} from './command.ts'
import { noEntry, notOpen, stale } from './guards.ts'

const state = z.enum(updateStates, `Choose one of ${updateStates.join(', ')}.`)
const affected = z
  .array(
    z.strictObject({
      name: oneLine(updateLimits.name),
      state: z.enum(affectedStates, `Choose one of ${affectedStates.join(', ')}.`),
    }),
    'List what is affected, each with a name and a state.',
  )
  .max(updateLimits.affected, `List at most ${updateLimits.affected} things.`)

/** An update is published when it is published: no time can be claimed for it. */
const said = {
  basedOn: common.basedOn,
  /** What the incident is called outside. The first update needs it; later it may be changed. */
  title: oneLine(updateLimits.title).optional(),
  headline: oneLine(updateLimits.headline),
  text: words(updateLimits.text),
  state,
  /** Left out: as the update before said. */
  affected: affected.optional(),
  /** When the next one comes; null when it is over. */
  nextUpdateAt: instant.nullable(),
  /** The entry of an earlier update that this one puts right. */
  corrects: entryNumber.optional(),
}
const updateInput = z.strictObject(said)
type UpdateInput = z.output<typeof updateInput>

const needs = ({ corrects }: UpdateInput) => (corrects ? { entries: [corrects] } : {})

export const publishUpdate = defineCommand({
  input: updateInput,
  needs,
  decide: (incident, input, context) => {
    const ready = prepare(incident, input, context)
    if ('refusal' in ready) return ready
    return append(...published(incident, { ...ready, draftedBy: null }, context.now))
  },
})

export const draftUpdate = defineCommand({
  input: updateInput,
  needs,
  decide: (incident, input, context) => {
    const ready = prepare(incident, input, context)
    if ('refusal' in ready) return ready
    return append({
      type: 'update_drafted',
      payload: { ...ready.words, corrects: ready.corrects },
      occurredAt: context.now,
    })
  },
})

export const approveUpdate = defineCommand({
  input: z.strictObject({
    // As every command; there is nothing to compare, because whatever is published since takes the draft away.
    basedOn: common.basedOn,
    /** The entry of the draft. */
    seq: entryNumber,
    /** When its own time for the next update has passed meanwhile. */
    nextUpdateAt: instant.optional(),
  }),
  decide: (incident, input, context) => {
    const draft = draftOf(incident, input.seq)
    if ('refusal' in draft) return draft
    const { seq: _, at: __, by, corrects, ...drafted } = draft
    const nextUpdateAt = drafted.nextUpdateAt && (input.nextUpdateAt ?? drafted.nextUpdateAt)
    const refused = notOpen(incident) ?? wrongPromise({ ...drafted, nextUpdateAt }, context.now)
    if (refused) return refused
    const draftedBy = by.kind === 'person' && by.id !== context.actor.id ? { id: by.id, name: by.name } : null
    const ready = { words: { ...drafted, nextUpdateAt }, corrects, draftedBy }
    return append(...published(incident, ready, context.now))
  },
})

export const returnUpdate = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber, reason: words(limits.line).optional() }),
  decide: (incident, input, context) => {
    const draft = draftOf(incident, input.seq)
    if ('refusal' in draft) return draft
    const isOwn = draft.by.id === context.actor.id
    if (!isOwn && !hasCommand(context.actor, incident)) {
      return forbidden(`A draft is taken back by who wrote it. ${needsCommand(incident)}`)
    }
    if (!isOwn && !input.reason) {
      return invalid('Giving a draft back needs a reason.', { reason: 'Say in a sentence what is missing.' })
    }
    const to = { id: draft.by.id, name: draft.by.name }
    return append({
      type: 'update_returned',
      payload: { to, reason: input.reason ?? null },
      occurredAt: input.occurredAt ?? context.now,
    })
  },
})

const dueAt = instant.pipe(storedInstant)

export const nudgeUpdate = defineCommand({
  input: z.strictObject({
    ...common,
    dueAt,
    minutes: z.literal([...nudgeMinutes], 'Give 5 or 1.'),
  }),
  decide: (incident, { dueAt, minutes }, context) => {
    const { promise } = incident.updates
    if (promise?.dueAt !== dueAt) return conflict(`No update is promised by ${dueAt} any more.`)
    if (promise.nudged.includes(minutes)) return nothingNew
    const from = minutesLater(dueAt, -minutes)
    if (context.now < from) return conflict(`That update is asked for at ${from}.`)
    // Once it is time to ask again, this asking is moot: two at once would be one too many.
    const until = minutesLater(dueAt, -(nudgeMinutes.find((other) => other < minutes) ?? 0))
    if (context.now >= until) return conflict(`It is too late to ask ${minutes} min before ${dueAt}.`)
    const to = whoCommunicates(incident)
    if (to.length === 0) return conflict('Nobody holds command or communicates, so there is nobody to ask.')
    return append({ type: 'update_nudged', payload: { to, dueAt, minutes }, occurredAt: context.now })
  },
})

export const noteOverdueUpdate = defineCommand({
  input: z.strictObject({ ...common, dueAt }),
  decide: (incident, { dueAt }, context) => {
    const { promise } = incident.updates
    if (promise?.dueAt !== dueAt) return conflict(`No update is promised by ${dueAt} any more.`)
    if (promise.missed !== null) return nothingNew
    if (context.now <= dueAt) return conflict(`The update has time until ${dueAt}.`)
    return append(missedPromise(promise, context.now))
  },
})

const shown = z.boolean('Say true or false.')

export const shareDocuments = defineCommand({
  input: z.strictObject({ ...common, report: shown, postMortem: shown }),
  decide: (incident, { report, postMortem, occurredAt }, context) => {
    const { shared } = incident.updates
    if (shared.report === report && shared.postMortem === postMortem) return nothingNew
    const missing = notReady(incident, { report, postMortem })
    if (missing) return missing
    return append({
      type: 'documents_shared',
      payload: { report, postMortem },
      occurredAt: occurredAt ?? context.now,
    })
  },
})

/** A report is shown outside once it went out (a drill's: once it is approved), a post-mortem once it is published. */
function notReady(
  { ref, kind, documents, updates }: Incident,
  wanted: { report: boolean; postMortem: boolean },
): Decision | null {
  const { postMortem } = documents
  if (wanted.report && !updates.shared.report && !reportToShow({ kind, documents })) {
    const step = kind === 'drill' ? 'approved' : 'sent'
    const why = documents.report?.superseded ? supersededWords : `It has not been ${step} yet.`
    return conflict(`The situation report of ${ref} can be shown to stakeholders once it was ${step}.`, {
      fields: { report: why },
    })
  }
  if (wanted.postMortem && !updates.shared.postMortem && !postMortem.published) {
    return conflict(`The post-mortem of ${ref} can be shown to stakeholders once it is published.`, {
      fields: { postMortem: 'It is not published yet.' },
    })
  }
  return null
}

type Ready = { words: UpdateWords; corrects: Corrected | null }

function prepare(incident: Incident, input: UpdateInput, context: Context): Ready | Refused {
  const { last } = incident.updates
  const refused =
    notOpen(incident) ??
    stale(incident, input.basedOn, {
      update: { yours: input.headline, now: last?.headline ?? null },
    }) ??
    overUnseen(incident, input, context) ??
    wrongPromise(input, context.now)
  // Each of these gives a refusal or nothing, never entries.
  if (refused && 'refusal' in refused) return refused
  // Of a redacted update nothing is left to go on from.
  const title = input.title ?? (last?.title || undefined)
  if (title === undefined) {
    return invalid('The first update names what it is about.', {
      title: 'Say in a few words what people outside call it. The topic stays inside.',
    })
  }
  const corrects = correctedBy(incident, input.corrects, context)
  if (corrects && 'refusal' in corrects) return corrects
  const { headline, text, state, nextUpdateAt } = input
  const affected = input.affected ?? last?.affected ?? []
  const twice = affected.find(({ name }, index) => affected.findIndex((one) => one.name === name) !== index)
  if (twice) {
    return invalid(`${twice.name} is listed twice.`, { affected: 'List each thing once.' })
  }
  return { words: { title, headline, text, state, affected, nextUpdateAt }, corrects }
}

/**
 * Publishing and drafting push the draft that waits aside, whose author took it for handed over: not without having
 * seen it (D12).
 */
function overUnseen(
  incident: Incident,
  { basedOn, headline }: UpdateInput,
  { actor }: Context,
): Refused | null {
  const draft = basedOn === undefined ? null : unseenDraft(incident, basedOn, actor.id)
  if (!draft) return null
  return conflict(
    `${draft.by.name} asked for a draft to be approved in entry ${draft.seq}, after entry ${basedOn} that this is based on. Look at both and decide again.`,
    { details: { field: 'draft', changedIn: draft.seq, yours: headline, now: draft.headline } },
  )
}

function correctedBy(
  incident: Incident,
  seq: number | undefined,
  { entry }: Context,
): Ready['corrects'] | Refused {
  if (seq === undefined) return null
  const corrected = entry(seq)
  if (!corrected) return noEntry(incident, seq)
  if (corrected.type === 'update_published') return { seq, number: corrected.payload.number }
  return invalid(`Entry ${seq} is no public update.`, {
    corrects: 'Give the number of the entry of an update.',
  })
}

/** Every update says when the next one comes, and the last one that none does. */
function wrongPromise(
  { state, nextUpdateAt }: Pick<UpdateWords, 'state' | 'nextUpdateAt'>,
  now: Instant,
): Decision | null {
  const field = (message: string, nextUpdateAt: string) => invalid(message, { nextUpdateAt })
  if (state === 'over') {
    return nextUpdateAt === null
      ? null
      : field('After the last update none is promised.', 'Leave it null, or say that it is not over yet.')
  }
  if (nextUpdateAt === null) {
    return field('Every update says when the next one comes.', 'Give the time by which it comes.')
  }
  if (nextUpdateAt <= now) return field(`${nextUpdateAt} has passed.`, 'Give a time that is still to come.')
  const latest = minutesLater(now, longestPromiseHours * 60)
  return nextUpdateAt > latest
    ? field('Nobody waits that long for a word.', `Give a time up to ${latest}.`)
    : null
}

function published(
  { updates }: Incident,
  { words, corrects, draftedBy }: Ready & { draftedBy: { id: string; name: string } | null },
  now: Instant,
): Draft[] {
  const { promise } = updates
  const goesOn = isCarriedOn(promise, words.nextUpdateAt)
  const payload = {
    number: updates.published + 1,
    ...words,
    ...{ corrects, promisedAt: goesOn ? null : (promise?.dueAt ?? null), draftedBy },
  }
  return [{ type: 'update_published', payload, occurredAt: now }]
}

function draftOf({ updates }: Incident, seq: number): UpdateDraft | Refused {
  const { draft } = updates
  if (draft?.seq === seq) return draft
  return conflict(
    draft
      ? `Another draft waits, that of entry ${draft.seq}. Read that one.`
      : 'No draft of an update waits any more.',
    { details: { waits: draft?.seq ?? null } },
  )
}
