import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { organisation } from '#db/schema/organisation.ts'
import { people } from '#db/schema/people.ts'
import { refuseCommonPassword } from '#lib/auth/common-password.ts'
import { hashPassword } from '#lib/auth/password.ts'
import { proveIdentity } from '#lib/auth/proof.ts'
import { endSessionsOf } from '#lib/auth/session-row.ts'
import { action } from '#lib/log/action.ts'
import { newPassword, proof } from '#lib/people/input.ts'
import { lockPerson } from '#lib/people/queries.ts'

export const passwordActions = {
  /** Asks for the present password, and ends every other session; `session` names this one. */
  change_password: action({
    input: z.strictObject({ password: newPassword, ...proof }),
    write: async (tx, { actor, input: { password, ...shown } }) => {
      const person = await lockPerson(tx, actor.id)
      await proveIdentity(tx, { personId: person.id, passwordHash: person.passwordHash, ...shown })
      await setNewPassword(tx, person, password)
      await endSessionsOf(tx, actor.id, { except: shown.session })
      return { result: null, audit: { target: actor.id } }
    },
  }),
}

/** Stores a password whose length was checked. Throws AppError invalid on one that guessers try first. */
export async function setNewPassword(
  tx: Transaction,
  person: { id: string; name: string; email: string },
  password: string,
): Promise<void> {
  const [home] = await tx.select({ name: organisation.name }).from(organisation)
  refuseCommonPassword(password, [person.name, person.email, home?.name ?? ''])
  const passwordHash = await hashPassword(password)
  await tx.update(people).set({ passwordHash }).where(eq(people.id, person.id))
}
