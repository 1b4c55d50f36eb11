/** What a list of incidents can be asked for: by the API strictly, by a page leniently. */
import * as z from 'zod'
import { severities, statuses } from '#lib/incident/incident.ts'

/**
 * `open` is reported to monitoring, `closed` is resolved and closed: together they are all. Any status alone
 * works too, except that `closed` keeps its wider meaning.
 */
const listStatuses = ['open', 'all', ...statuses] as const

export const listLimit = { least: 1, most: 200, usual: 50 } as const

const limitError = `Write a whole number from ${listLimit.least} to ${listLimit.most}.`

const fields = {
  status: z.enum(listStatuses, `Choose one of ${listStatuses.join(', ')}.`),
  severity: z.enum(severities, `Choose one of ${severities.join(', ')}.`),
  kind: z.enum(['real', 'drill'], 'Choose real or drill.'),
  q: z.string(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, limitError)
    .transform(Number)
    .pipe(z.int().min(listLimit.least, limitError).max(listLimit.most, limitError)),
  cursor: z.string(),
}

/** The query of GET /api/v1/incidents, as strings. Unknown names are refused, so that a typo is no wider list. */
export const ListInput = z.strictObject(fields).partial()

/** What a list filters by; everything may be left out. */
export type ListFilter = Pick<z.infer<typeof ListInput>, 'status' | 'severity' | 'kind' | 'q'>
export type ListQuery = ListFilter & { limit?: number | undefined; cursor?: string | undefined }

/** The filter in a page's address: what cannot be understood counts as absent, so that no link is dead. */
export function filterOf(params: Record<string, string | string[] | undefined>): ListQuery {
  return {
    status: fields.status.safeParse(params.status).data,
    severity: fields.severity.safeParse(params.severity).data,
    kind: fields.kind.safeParse(params.kind).data,
    q: fields.q.safeParse(params.q).data?.trim() || undefined,
    cursor: fields.cursor.safeParse(params.cursor).data,
  }
}
