/** The report and the post-mortem: what became of them. Their words stand outside the log, by version and hash (D16). */
import * as z from 'zod'
import type { DocumentHead, Incident, PostMortemState, ReportState } from '#lib/incident/incident.ts'
import { personRef, storedInstant } from '#lib/incident/shapes.ts'
import { listWords } from '#lib/incident/words.ts'
import { defineEntry, type EntryHead } from './entry.ts'

const version = z.int().min(1)
/** SHA-256 of the version's content, hexadecimal. */
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const edition = { version, hash }
const recipients = z.array(personRef)

type Edition = { version: number; hash: string }

function headOf({ version, hash }: Edition, { seq, occurredAt, actor }: EntryHead): DocumentHead {
  return { version, hash, seq, at: occurredAt, by: actor }
}

/** The report with a newer version; what was approved and sent stays what it was. */
function withReport(incident: Incident, change: Partial<ReportState> & Pick<ReportState, 'saved'>): Incident {
  const before = incident.documents.report ?? { approved: null, sent: null, superseded: false }
  return { ...incident, documents: { ...incident.documents, report: { ...before, ...change } } }
}

function withPostMortem(incident: Incident, change: Partial<PostMortemState>): Incident {
  const { postMortem } = incident.documents
  return { ...incident, documents: { ...incident.documents, postMortem: { ...postMortem, ...change } } }
}

const drafted = (what: string, { version }: Edition, { actor }: EntryHead) =>
  `${actor.name} drafted the ${what} from the log, version ${version}`

export const reportDrafted = defineEntry({
  v: 1,
  payload: z.strictObject(edition),
  evolve: (incident, payload, entry) => withReport(incident, { saved: headOf(payload, entry) }),
  sentence: (payload, entry) => drafted('situation report', payload, entry),
})

export const reportVersionSaved = defineEntry({
  v: 1,
  payload: z.strictObject({ ...edition, reason: z.string() }),
  evolve: (incident, payload, entry) => withReport(incident, { saved: headOf(payload, entry) }),
  sentence: ({ version }, { actor }) => `${actor.name} saved version ${version} of the situation report`,
})

export const reportApproved = defineEntry({
  v: 1,
  payload: z.strictObject(edition),
  evolve: (incident, payload, entry) => {
    const approved = headOf(payload, entry)
    return withReport(incident, { saved: incident.documents.report?.saved ?? approved, approved })
  },
  sentence: ({ version }, { actor }) => `${actor.name} approved version ${version} of the situation report`,
})

export const reportSent = defineEntry({
  v: 1,
  payload: z.strictObject({
    ...edition,
    recipients,
    /** Why it was sent although answers are blank or contradict the log. */
    reason: z.string().nullable(),
    /** What the recipients were told: what is new since the version before, and a word of the sender. */
    brief: z.string().nullable(),
    text: z.string().nullable(),
  }),
  evolve: (incident, payload, entry) => {
    const sent = { ...headOf(payload, entry), recipients: payload.recipients.length }
    const after = withReport(incident, {
      saved: incident.documents.report?.saved ?? sent,
      sent,
      superseded: false,
    })
    const first = incident.milestones.reportSentAt ?? entry.occurredAt
    return { ...after, milestones: { ...incident.milestones, reportSentAt: first } }
  },
  sentence: ({ version, recipients }, { actor }) =>
    `${actor.name} sent version ${version} of the situation report to ${peopleWords(recipients)}`,
})

export const postMortemDrafted = defineEntry({
  v: 1,
  payload: z.strictObject({ ...edition, owner: personRef.nullable(), dueAt: storedInstant.nullable() }),
  evolve: (incident, { owner, dueAt, ...payload }, entry) =>
    withPostMortem(incident, { saved: headOf(payload, entry), owner, dueAt }),
  sentence: (payload, entry) => drafted('post-mortem', payload, entry),
})

export const postMortemVersionSaved = defineEntry({
  v: 1,
  payload: z.strictObject({ ...edition, reason: z.string() }),
  evolve: (incident, payload, entry) => withPostMortem(incident, { saved: headOf(payload, entry) }),
  sentence: ({ version }, { actor }) => `${actor.name} saved version ${version} of the post-mortem`,
})

export const postMortemAssigned = defineEntry({
  v: 1,
  payload: z.strictObject({
    owner: personRef.nullable(),
    dueAt: storedInstant.nullable(),
    meetingAt: storedInstant.nullable(),
  }),
  evolve: (incident, payload) => withPostMortem(incident, payload),
  sentence: ({ owner }, { actor }) =>
    owner
      ? `${actor.name} gave the post-mortem to ${owner.name}`
      : `${actor.name} set when the post-mortem is due`,
})

export const postMortemReviewed = defineEntry({
  v: 1,
  payload: z.strictObject(edition),
  evolve: (incident, payload, entry) => withPostMortem(incident, { review: headOf(payload, entry) }),
  sentence: ({ version }, { actor }) =>
    `${actor.name} asked for a review of the post-mortem, version ${version}`,
})

export const postMortemPublished = defineEntry({
  v: 1,
  payload: z.strictObject(edition),
  evolve: (incident, payload, entry) => withPostMortem(incident, { published: headOf(payload, entry) }),
  sentence: ({ version }, { actor }) => `${actor.name} published the post-mortem, version ${version}`,
})

export const postMortemAttached = defineEntry({
  v: 1,
  payload: z.strictObject({ title: z.string(), url: z.string() }),
  // An address that was redacted leads nowhere.
  evolve: (incident, { title, url }, entry) =>
    withPostMortem(incident, { attached: entry.redacted ? null : { title, url, seq: entry.seq } }),
  sentence: ({ title }, { actor }) => `${actor.name} attached the post-mortem: ${title}`,
})

export const postMortemWaived = defineEntry({
  v: 1,
  payload: z.strictObject({ reason: z.string() }),
  evolve: (incident, { reason }, { seq }) => withPostMortem(incident, { waived: { reason, seq } }),
  sentence: (_, { actor }) => `${actor.name} waived the post-mortem`,
})

export const postMortemSent = defineEntry({
  v: 1,
  payload: z.strictObject({ ...edition, recipients, text: z.string().nullable() }),
  evolve: (incident, payload, entry) =>
    withPostMortem(incident, { sent: { ...headOf(payload, entry), recipients: payload.recipients.length } }),
  sentence: ({ version, recipients }, { actor }) =>
    `${actor.name} sent version ${version} of the post-mortem to ${peopleWords(recipients)}`,
})

/** Three by name, more by number. */
function peopleWords(people: readonly { name: string }[]): string {
  return people.length <= 3 ? listWords(people.map(({ name }) => name)) : `${people.length} people`
}
