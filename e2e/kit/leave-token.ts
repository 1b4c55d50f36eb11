import { unsubscribeKey } from '#lib/subscriber/queries.ts'
import { unsubscribeToken } from '#lib/subscriber/token.ts'

/** The token by which this subscriber leaves, as each of their mails has it. */
export async function leaveToken(subscriberId = ''): Promise<string> {
  return unsubscribeToken(subscriberId, await unsubscribeKey())
}
