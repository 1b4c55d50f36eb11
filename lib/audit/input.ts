/** What can be asked of the audit log, in an address. */
import * as z from 'zod'
import { instant } from '#lib/incident/shapes.ts'
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
