/** What is typed about stakeholders, and what a list of them can be asked for. */
import * as z from 'zod'
import { oneLine } from '#lib/incident/shapes.ts'
import { email, id } from '#lib/people/input.ts'
import { importLimits } from '#lib/stakeholder/model.ts'
import { severityList } from '#lib/subscriber/input.ts'

const name = oneLine(120)
const groupName = oneLine(80)
/** A group, or none: an empty field is none. */
const group = z.union([z.literal('').transform(() => null), z.null(), groupName])

export const newStakeholder = z.strictObject({ name, email, group: group.default(null) })

export const stakeholderEdit = z.strictObject({
  id,
  name: name.optional(),
  email: email.optional(),
  group: group.optional(),
  /** The severities whose public updates they get; an empty list is none. */
  updates: severityList.optional(),
})

/** What the API takes to change one; the address names whom. */
export const stakeholderPatch = stakeholderEdit.omit({ id: true })

export const stakeholderId = z.strictObject({ id })

export const importedRow = z.strictObject({ name, email, group: group.optional() })
export const importedRows = z.strictObject({
  rows: z
    .array(importedRow)
    .min(1, 'There is no row to import.')
    .max(importLimits.rows, `Import at most ${importLimits.rows} rows at once.`),
})

const groups = z.array(groupName).max(200, 'Choose at most 200 groups.')
export const severityGroupsInput = z.strictObject({ SEV1: groups, SEV2: groups, SEV3: groups })

const limitError = 'Write a whole number from 1 to 200.'

/** The query of GET /api/v1/stakeholders, as strings. */
export const stakeholderQuery = z
  .strictObject({
    q: z.string().max(200, 'Write at most 200 characters.'),
    group: z.string().max(80, 'Write at most 80 characters.'),
    cursor: z.uuid('Give the nextCursor of the page before, unchanged.'),
    limit: z
      .string()
      .regex(/^\d{1,3}$/, limitError)
      .transform(Number)
      .pipe(z.int().min(1, limitError).max(200, limitError)),
  })
  .partial()

export type StakeholderQuery = z.output<typeof stakeholderQuery>

/** The filter in a page's address; what cannot be read counts as absent, so that no link is dead. */
export function stakeholderPlace(params: Record<string, string | string[] | undefined>): StakeholderQuery {
  const { q, group: inGroup, cursor } = stakeholderQuery.shape
  const read = {
    q: q.safeParse(params.q || undefined).data?.trim(),
    group: inGroup.safeParse(params.group || undefined).data,
    cursor: cursor.safeParse(params.cursor || undefined).data,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => Boolean(value)))
}
