/** What a list of incidents can be asked for: by the API strictly, by a page leniently. */
import * as z from 'zod'
import { labelKinds, roles, severities, statuses } from '#lib/incident/incident.ts'

/**
 * `open` is reported to monitoring, `closed` is resolved and closed, `all` is all. Any status alone works too,
 * except that `closed` keeps its wider meaning.
 */
const listStatuses = ['open', 'all', ...statuses] as const

export const listLimit = { least: 1, most: 200, usual: 50 } as const

const limitError = `Write a whole number from ${listLimit.least} to ${listLimit.most}.`
const labelError = `Write ${labelKinds.join(': or ')}: and a name, such as component:checkout.`
const dayError = 'Write a day such as 2026-05-14, or an instant with its offset.'

const label = z
  .string()
  .max(80, labelError)
  .refine((text) => labelKinds.some((kind) => text.startsWith(`${kind}:`)), labelError)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), labelError)
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], dayError)

const fields = {
  status: z.enum(listStatuses, `Choose one of ${listStatuses.join(', ')}.`),
  severity: z.enum(severities, `Choose one of ${severities.join(', ')}.`),
  kind: z.enum(['real', 'drill'], 'Choose real or drill.'),
  q: z.string(),
  person: z.string().regex(/^[\w-]{1,100}$/, 'Give the id of a person.'),
  role: z.enum(roles, `Choose one of ${roles.join(', ')}.`),
  /** All of them; the name in any case. */
  label: z.array(label).max(10, 'Give at most ten labels.'),
  /** Reported on that day or later, or from that instant on. */
  from: moment,
  /** Reported on that day or earlier, or before that instant. */
  to: moment,
}

const paging = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, limitError)
    .transform(Number)
    .pipe(z.int().min(listLimit.least, limitError).max(listLimit.most, limitError)),
  cursor: z.string(),
}

/** The query of GET /api/v1/incidents, as strings. Unknown names are refused, so that a typo is no wider list. */
export const ListInput = z.strictObject({ ...fields, ...paging }).partial()

/** The query of GET /api/v1/incidents.csv: the same without pages. */
export const ExportInput = z.strictObject(fields).partial()

/** What is being typed as a topic, for GET /api/v1/incidents/similar. */
export const SimilarInput = z.strictObject({
  topic: z.string('Give the topic as it is typed.').max(1_000, 'Write at most 1000 characters.'),
  kind: fields.kind.optional(),
})

/**
 * What a list filters by; everything may be left out. Without a status, what was merged into another incident is
 * left out too, unless something is searched for.
 */
export type ListFilter = z.infer<typeof ExportInput>
export type ListQuery = ListFilter & {
  limit?: number | undefined
  cursor?: string | undefined
  /** In which the days of `from` and `to` are days; UTC when absent. */
  zone?: string | undefined
}

type Params = Record<string, string | string[] | undefined>

/** The filter in a page's address: what cannot be understood counts as absent, so that no link is dead. */
export function filterOf(params: Params): ListFilter & { cursor?: string | undefined } {
  const labels = [params.label ?? []].flat().filter((text) => label.safeParse(text).success)
  const given: Record<string, unknown> = { ...params, label: labels.length > 0 ? labels : undefined }
  const kept = Object.entries({ ...fields, cursor: paging.cursor }).flatMap(([name, field]) => {
    const { data } = field.safeParse(given[name])
    return data === undefined || data === '' ? [] : [[name, data]]
  })
  const { q, ...rest }: ListFilter = Object.fromEntries(kept)
  return q?.trim() ? { ...rest, q: q.trim() } : rest
}
