/** What can be asked of the audit log, in an address. */
import * as z from 'zod'
import { instant } from '#lib/incident/shapes.ts'
import { fromDateTimeLocal } from '#lib/time/wall.ts'
import { isAudited } from './model.ts'

const id = z
  .uuid('Give the id of a person, as /api/v1/people lists them.')
  .transform((text) => text.toLowerCase())

export const auditQuery = z.strictObject({
  /** Whoever did it, or to whom it was done. */
  person: id.optional(),
  action: z.string().refine(isAudited, 'There is no such action.').optional(),
  /** From this instant on. */
  from: instant.optional(),
  /** Before this instant. */
  to: instant.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.uuid('Give the nextCursor of the page before, unchanged.').optional(),
})

export type AuditQuery = z.output<typeof auditQuery>

/**
 * The filter in a page's address: dates in the viewer's zone, both included. What cannot be read counts as absent, so
 * that no link is dead. `chosen` is what the form shows again.
 */
export function auditPlace(
  params: Record<string, string | string[] | undefined>,
  zone: string,
): { chosen: { person: string; action: string; from: string; to: string }; query: AuditQuery } {
  const { person, action, cursor } = auditQuery.shape
  const read = {
    person: person.safeParse(params.person || undefined).data,
    action: action.safeParse(params.action || undefined).data,
    cursor: cursor.safeParse(params.cursor || undefined).data,
    from: dayIn(params.from, zone, 0),
    to: dayIn(params.to, zone, 1),
  }
  const query: AuditQuery = {}
  if (read.person) query.person = read.person
  if (read.action) query.action = read.action
  if (read.cursor) query.cursor = read.cursor
  if (read.from) query.from = read.from
  if (read.to) query.to = read.to
  const shown = (value: unknown, isRead: unknown) => (isRead && typeof value === 'string' ? value : '')
  const chosen = {
    person: query.person ?? '',
    action: query.action ?? '',
    from: shown(params.from, query.from),
    to: shown(params.to, query.to),
  }
  return { chosen, query }
}

/** The instant at which a day, or the `plus`-th after it, begins in the zone. */
function dayIn(value: unknown, zone: string, plus: number): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined
  const day = new Date(`${value}T00:00:00Z`)
  // Date turns the 31st of February into March.
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) return undefined
  if (day.getUTCFullYear() < 2000) return undefined
  day.setUTCDate(day.getUTCDate() + plus)
  return fromDateTimeLocal(`${day.toISOString().slice(0, 10)}T00:00`, zone)?.toISOString()
}
