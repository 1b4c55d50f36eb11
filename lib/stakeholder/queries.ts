import { and, inArray, isNull } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { stakeholders } from '#db/schema/stakeholders.ts'

export async function readStakeholders(tx: Transaction, ids: readonly string[]) {
  return await tx
    .select({ id: stakeholders.id, name: stakeholders.name, email: stakeholders.email })
    .from(stakeholders)
    .where(and(isNull(stakeholders.removedAt), inArray(stakeholders.id, [...ids])))
}
