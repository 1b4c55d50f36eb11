/** What reviewers say of a section. A comment is resolved or open; it is never deleted. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { documentComments } from '#db/schema/documents.ts'
import { incidents } from '#db/schema/incidents.ts'
import { documentNames, type SectionName, sectionsOf } from '#lib/document/model.ts'
import { AppError } from '#lib/errors.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { incidentRef, limits, words } from '#lib/incident/shapes.ts'
import { action } from '#lib/log/action.ts'

const id = z.uuid('Give the id of a comment.')

/** Each answers with the id of the comment. */
export const commentActions = {
  comment_on_section: action({
    input: z
      .strictObject({
        ref: incidentRef,
        document: z.enum(documentNames, `Choose one of ${documentNames.join(', ')}.`),
        section: z.string('Name a section.'),
        text: words(limits.text),
      })
      .refine(({ document, section }) => isSection(document, section), {
        path: ['section'],
        error: 'There is no such section in this document.',
      }),
    write: async (tx, { actor, input: { ref, document, section, text } }) => {
      const [incident] = await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.ref, ref))
      if (!incident) throw new AppError('not_found', `There is no incident ${ref}.`)
      const comment = { id: uuidv7(), incidentId: incident.id, document, section, text }
      await tx
        .insert(documentComments)
        .values({ ...comment, byId: actor.id, byName: actor.name, at: sql`clock_timestamp()` })
      return { result: { id: comment.id }, audit: null }
    },
  }),

  resolve_comment: action({
    input: z.strictObject({ id }),
    write: async (tx, { actor, input }) => {
      const by = { resolvedById: actor.id, resolvedByName: actor.name, resolvedAt: sql`clock_timestamp()` }
      return { result: await settle(tx, input.id, by), audit: null }
    },
  }),

  reopen_comment: action({
    input: z.strictObject({ id }),
    write: async (tx, { input }) => {
      const nobody = { resolvedById: null, resolvedByName: null, resolvedAt: null }
      return { result: await settle(tx, input.id, nobody), audit: null }
    },
  }),
}

async function settle(
  tx: Transaction,
  commentId: string,
  by: Partial<typeof documentComments.$inferInsert> | Record<string, unknown>,
): Promise<{ id: string }> {
  const rows = await tx
    .update(documentComments)
    .set(by)
    .where(eq(documentComments.id, commentId))
    .returning({ id: documentComments.id })
  if (!rows[0]) throw new AppError('not_found', 'There is no such comment.')
  return rows[0]
}

function isSection(document: DocumentName, section: string): section is SectionName {
  return sectionsOf[document].some((one) => one === section)
}
