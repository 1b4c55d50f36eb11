/** What is typed about stakeholder links, and what a list of them can be asked for. */
import * as z from 'zod'
import { incidentRef, instant, oneLine } from '#lib/incident/shapes.ts'
import { linkLimits } from '#lib/share-link/model.ts'

/** What the API takes for a new one; the address names the incident. */
export const linkBody = z.strictObject({
  /** For whom it is, as staff call them. */
  label: oneLine(linkLimits.label),
  /** null: seven days after the incident is resolved; of everything current, never. */
  expiresAt: instant.nullable().default(null),
})

export const newLink = linkBody.extend({
  /** null: everything current. */
  ref: incidentRef.nullable(),
})

export const linkRevocation = z.strictObject({
  id: z.uuid('There is no link by this id.').transform((id) => id.toLowerCase()),
  /** Of which incident it must be (null: of everything current). Left out: whichever. */
  ref: incidentRef.nullable().optional(),
})

/** Where a list of all links goes on. */
const linkCursor = z.uuid('Give the nextCursor of the page before, unchanged.')

/** The place in a page's address; what cannot be read counts as absent, so that no link is dead. */
export function linkPlace(params: Record<string, string | string[] | undefined>): { cursor?: string } {
  const cursor = linkCursor.safeParse(params.cursor).data
  return cursor ? { cursor } : {}
}
