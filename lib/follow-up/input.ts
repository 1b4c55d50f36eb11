/** What is typed about follow-ups, and what a list of them can be asked for. */
import * as z from 'zod'
import { followUpKinds, followUpStates } from '#lib/follow-up/model.ts'
import { incidentRef, limits, oneLine, personId, webAddress, words } from '#lib/incident/shapes.ts'

const title = oneLine(limits.topic)
const kind = z.enum(followUpKinds, `Choose one of ${followUpKinds.join(', ')}.`)
const state = z.enum(followUpStates, `Choose one of ${followUpStates.join(', ')}.`)
const id = z.uuid('There is no follow-up by this id.')
const day = z.iso
  .date('Write a day such as 2026-05-20.')
  .refine((value) => value >= '2000-01-01', 'Write a day from the year 2000 on.')

const version = z.iso.datetime({
  offset: true,
  error: 'Give changedAt of the follow-up as you have it before you, unchanged.',
})

export const newFollowUp = z.strictObject({
  ref: incidentRef,
  title,
  kind,
  ownerId: personId.nullable().default(null),
  dueOn: day.nullable().default(null),
  url: webAddress.nullable().default(null),
})

export const followUpEdit = z.strictObject({
  id,
  title: title.optional(),
  kind: kind.optional(),
  ownerId: personId.nullable().optional(),
  dueOn: day.nullable().optional(),
  url: webAddress.nullable().optional(),
  /** The version that was edited: another one is refused, so that no text of somebody else is lost. */
  changedAt: version.optional(),
})

export const followUpStateInput = z.strictObject({
  id,
  state,
  outcome: words(2_000).nullable().default(null),
})

/** What the API takes for a new one; the address names the incident. */
export const followUpBody = newFollowUp.omit({ ref: true })

/** What the API takes to change one: its fields, or its state. */
export const followUpPatch = followUpEdit
  .omit({ id: true })
  .extend(followUpStateInput.omit({ id: true }).partial().shape)

const limitError = 'Write a whole number from 1 to 200.'

const filters = {
  /** `todo` is open and in progress. */
  state: z.enum(['todo', ...followUpStates, 'all'], 'Choose todo, open, in_progress, done, dropped or all.'),
  kind,
  /** The id of a person, `me` for whoever asks, or `none`. */
  owner: z.union([z.enum(['me', 'none']), personId], 'Give the id of a person, me, or none.'),
  incident: incidentRef,
  /** Words of the title. */
  q: z.string().max(200, 'Write at most 200 characters.'),
  /** `overdue`: due before today. */
  due: z.enum(['overdue'], 'Give overdue, or leave it out.'),
}

const cursor = z.uuid('Give the nextCursor of the page before, unchanged.')

/** The query of GET /api/v1/follow-ups, as strings. */
export const followUpQuery = z
  .strictObject({
    ...filters,
    cursor,
    limit: z
      .string()
      .regex(/^\d{1,3}$/, limitError)
      .transform(Number)
      .pipe(z.int().min(1, limitError).max(200, limitError)),
  })
  .partial()

/** What a list filters by; without a state those that are still to be done. */
export type FollowUpFilter = Partial<{
  [Name in keyof typeof filters]: z.output<(typeof filters)[Name]> | undefined
}>
export type FollowUpQuery = FollowUpFilter & { cursor?: string | undefined; limit?: number | undefined }

/** The filter in a page's address; what cannot be read counts as absent, so that no link is dead. */
export function followUpPlace(params: Record<string, string | string[] | undefined>): FollowUpQuery {
  const read = Object.entries({ ...filters, cursor }).flatMap(([name, field]) => {
    const { data } = field.safeParse(params[name] || undefined)
    return data === undefined || data === '' ? [] : [[name, typeof data === 'string' ? data.trim() : data]]
  })
  return Object.fromEntries(read)
}

/** What GET /api/v1/follow-ups/fitting is asked: a topic as it is typed, or an incident. */
export const fittingQuery = z
  .strictObject({
    topic: z.string().max(1_000, 'Write at most 1000 characters.').optional(),
    ref: incidentRef.optional(),
  })
  .refine(({ topic, ref }) => (topic === undefined) !== (ref === undefined), {
    error: 'Give either topic or ref.',
    path: ['topic'],
  })

/** `me` is whoever asks. */
export function askedBy<Query extends FollowUpFilter>(query: Query, { id }: { id: string }): Query {
  return query.owner === 'me' ? { ...query, owner: id } : query
}
