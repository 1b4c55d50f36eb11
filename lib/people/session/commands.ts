import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { people, sessions } from '#db/schema/people.ts'
import { endSessionNamed, endSessionsOf } from '#lib/auth/session-row.ts'
import { AppError } from '#lib/errors.ts'
import { action } from '#lib/log/action.ts'
import { id, sessionHash } from '#lib/people/input.ts'

/** Signed-in browsers, ended from Settings. The next request of each is refused, its open streams close at once. */
export const sessionActions = {
  /** One of one's own, or any by an admin. One that has ended already is left as it is. */
  end_session: action({
    input: z.strictObject({ session: sessionHash }),
    write: async (tx, { actor, input: { session } }) => {
      const [row] = await tx
        .select({ personId: sessions.personId })
        .from(sessions)
        .where(eq(sessions.tokenHash, Buffer.from(session, 'hex')))
      // Somebody else's session is not shown to exist.
      if (!row || (actor.role !== 'admin' && row.personId !== actor.id)) {
        throw new AppError('not_found', 'There is no such session.')
      }
      const ended = await endSessionNamed(tx, { hash: session, personId: row.personId })
      return { result: null, audit: ended ? { target: row.personId } : null }
    },
  }),

  /** All of one's own but the one that is being used. */
  end_other_sessions: action({
    input: z.strictObject({ keepSession: sessionHash }),
    write: async (tx, { actor, input }) => {
      await endSessionsOf(tx, actor.id, { except: input.keepSession })
      return { result: null, audit: { target: actor.id } }
    },
  }),

  end_sessions_of: action({
    input: z.strictObject({ personId: id }),
    write: async (tx, { input: { personId } }) => {
      const [person] = await tx.select({ id: people.id }).from(people).where(eq(people.id, personId))
      if (!person) throw new AppError('not_found', 'There is no such person.')
      await endSessionsOf(tx, personId)
      return { result: null, audit: { target: personId } }
    },
  }),
}
