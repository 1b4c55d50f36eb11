/** What is being written in the sheet of a public update, and the command that comes of it. Pure. */
import type { SentWords } from '#components/incident/update/sent.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { firstUpdateMinutes, nextUpdateMinutes } from '#lib/incident/cadence.ts'
import type { Incident, Instant, Severity } from '#lib/incident/incident.ts'
import type {
  Affected,
  LastUpdate,
  UpdateDraft,
  UpdateState,
  UpdateWords,
} from '#lib/incident/public-updates.ts'
import { unseenDraft } from '#lib/incident/unseen-draft.ts'
import { publicStateOf } from '#lib/incident/update-template.ts'
import { listWords } from '#lib/incident/words.ts'
import type { Reach } from '#lib/share-link/model.ts'
import { fromDateTimeLocal, toDateTimeLocal } from '#lib/time/wall.ts'
import { toMs } from '#lib/time/zone.ts'

/**
 * As it is kept on this device. What nobody has touched is null and follows the incident: the state its status,
 * the words their template, title and what is affected the update before, the time the cadence.
 */
export type UpdateFields = {
  state: UpdateState | null
  title: string | null
  headline: string | null
  text: string | null
  affected: Affected[] | null
  /** One of the proposals, by its place; null: `ownTime`. */
  proposal: 0 | 1 | 2 | null
  /** As `<input type="datetime-local">` holds it, in the viewer's zone. */
  ownTime: string
  /** The promise that `ownTime` began as, to the millisecond: said again, it is the same one and no other. */
  ownAt?: Instant | null
  /** The entry of the update that this one puts right. */
  corrects?: number | undefined
  /** The newest entry that was seen when the writing began. */
  basedOn: number | null
  /** When it was last kept, by this device. */
  keptAt: string | null
  /** What of it has left, as it stands since: whether it arrived is not known yet. */
  sent?: readonly SentWords[] | undefined
}

export const untouched: UpdateFields = {
  state: null,
  title: null,
  headline: null,
  text: null,
  affected: null,
  proposal: 1,
  ownTime: '',
  basedOn: null,
  keptAt: null,
}

/**
 * Where this person's draft of the next update is kept on this device. `of`: the entry that it starts from, an
 * update to be put right, or a draft that waits or came back. Each has a place of its own, so that none takes the
 * place of what was begun in another.
 */
export function updatePlace(personId: string, ref: string, of?: number): string {
  return `${personId}:${ref}:update${of === undefined ? '' : `:${of}`}`
}

type Begun = { corrects?: number | undefined; basedOn: number; now: number; zone: string }

/**
 * The fields with the words of an update that stands somewhere: a draft, or one to be put right. What it promises
 * stands as well, while that is still ahead.
 */
export function fieldsOf(words: UpdateWords, { corrects, basedOn, now, zone }: Begun): UpdateFields {
  const { title, headline, text, state, affected, nextUpdateAt: at } = words
  const time =
    at !== null && toMs(at) > now ? { proposal: null, ownTime: toDateTimeLocal(at, zone), ownAt: at } : {}
  return { ...untouched, state, title, headline, text, affected: [...affected], ...time, corrects, basedOn }
}

/** The words with which putting an update right begins: its own, and what is true and promised now. */
export function correctionOf(
  words: UpdateWords,
  { status, updates: { last, promise, since } }: Pick<Incident, 'status' | 'updates'>,
): UpdateWords {
  // What those outside wait for is what was promised last, whichever update said it.
  const nextUpdateAt = promise?.kind === 'next' ? promise.dueAt : null
  const isTrue = last !== null && last.seq > since.seq
  // What was over before it came back is not over now.
  const state = isTrue ? last.state : words.state === 'over' ? publicStateOf(status) : words.state
  return { ...words, ...(isTrue && { affected: last.affected }), state, nextUpdateAt }
}

/** With words that were typed elsewhere, under those that are there; not a second time. */
export function withText(fields: UpdateFields, text: string): UpdateFields {
  const kept = fields.text?.trimEnd() ?? ''
  if (kept === text || kept.endsWith(`\n\n${text}`)) return fields
  return { ...fields, text: kept ? `${kept}\n\n${text}` : text }
}

/** What the fields come to: nothing is null any more. */
export type Shown = Pick<UpdateWords, 'state' | 'title' | 'headline' | 'text'> & { affected: Affected[] }

/** `template` gives the words that are offered for a state. */
export function shownOf(
  fields: UpdateFields,
  { status, updates }: Pick<Incident, 'status' | 'updates'>,
  template: (state: UpdateState) => { headline: string; text: string },
): Shown {
  const state = fields.state ?? publicStateOf(status)
  const offered = template(state)
  return {
    state,
    title: fields.title ?? updates.last?.title ?? '',
    headline: fields.headline ?? offered.headline,
    text: fields.text ?? offered.text,
    affected: fields.affected ?? updates.last?.affected ?? [],
  }
}

/**
 * Three times for the next update, in milliseconds: half, whole and one and a half of the severity's usual
 * interval from `now` on, each on the full five minutes before, so that the second is no later than what is asked
 * for.
 */
export function proposalsOf(severity: Severity, now: number): [number, number, number] {
  const most = nextUpdateMinutes[severity]
  const at = (share: number) => Math.floor((now + most * share * 60_000) / fiveMinutes) * fiveMinutes
  return [at(0.5), at(1), at(1.5)]
}

const fiveMinutes = 5 * 60_000

/** "SEV1 asks for one every 20 min"; null where nothing is asked for and the proposals are only ours. */
export function cadenceWords(severity: Severity): string | null {
  if (firstUpdateMinutes[severity] === null) return null
  return `${severity} asks for one every ${nextUpdateMinutes[severity]}\u202fmin`
}

export type UpdateCommand = Extract<CommandBody, { type: 'publish_update' | 'draft_update' }>
type Sent = { shown: Shown; nextUpdateAt: string | null; basedOn: number; corrects: number | undefined }

/** The command for these words; `publish_update` and `draft_update` take the same. */
export function commandOf(
  type: UpdateCommand['type'],
  { shown, nextUpdateAt, basedOn, corrects }: Sent,
): UpdateCommand {
  const { state, title, headline, text, affected } = shown
  return {
    type,
    // Without a title it is as the update before said, which the first one cannot.
    ...(title.trim() && { title: oneLine(title) }),
    headline: oneLine(headline),
    text: text.trim(),
    state,
    affected: affected.map(({ name, state }) => ({ name: oneLine(name), state })).filter(({ name }) => name),
    nextUpdateAt: state === 'over' ? null : nextUpdateAt,
    basedOn,
    ...(corrects !== undefined && { corrects }),
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export type TimeFields = Pick<UpdateFields, 'proposal' | 'ownTime' | 'ownAt'>

/** The time by which the next one comes, as it goes into the command; null when the field holds none. */
export function nextUpdateAt(
  { proposal, ownTime, ownAt }: TimeFields,
  proposals: readonly number[],
  zone: string,
): string | null {
  if (proposal === null) {
    const isAsBegun = ownAt && toDateTimeLocal(ownAt, zone) === ownTime
    return isAsBegun ? ownAt : (fromDateTimeLocal(ownTime, zone)?.toISOString() ?? null)
  }
  const at = proposals[proposal]
  return at === undefined ? null : new Date(at).toISOString()
}

/** "3 links and 11 people", null where nobody is reached or nobody knows yet. */
function reachWords(reach: Reach | null): string | null {
  if (!reach) return null
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
  const parts = [
    ...count(reach.links, 'link', 'links'),
    ...count(reach.email, 'person', 'people'),
    ...count(reach.webhooks, 'webhook', 'webhooks'),
  ]
  return parts.length === 0 ? null : listWords(parts)
}

/** The button: what will happen, and how far. */
export function publishLabel(reach: Reach | null, number: number, verb = 'Publish'): string {
  const words = reachWords(reach)
  return words ? `${verb} to ${words}` : `${verb} update ${number}`
}

/** What came from somebody else after what the writer has seen, published or asked for: it may say the same, or the contrary. */
export type Unseen = { last: LastUpdate | null; draft: UpdateDraft | null }

/** Null: nothing did. */
export function unseenBy(
  writerId: string,
  basedOn: number | null,
  incident: Pick<Incident, 'updates'>,
): Unseen | null {
  if (basedOn === null) return null
  const { last } = incident.updates
  const unseen = {
    last: last && last.seq > basedOn ? last : null,
    draft: unseenDraft(incident, basedOn, writerId),
  }
  return unseen.last || unseen.draft ? unseen : null
}

/** Whether the time that the draft promises has come at `now`, in milliseconds: then it cannot go out with it. */
export function needsNewTime(draft: Pick<UpdateWords, 'nextUpdateAt'>, now: number): boolean {
  return draft.nextUpdateAt !== null && toMs(draft.nextUpdateAt) <= now
}
