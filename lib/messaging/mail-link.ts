import type { Transaction } from '#db/client.ts'
import { queueDeliveries } from '#lib/messaging/queue.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'

type ToMail = { purpose: 'invite' | 'reset'; token: string }

/** Mails a one-time link to its person where mail leaves this instance; whether it does. */
export async function mailLink(
  tx: Transaction,
  person: { id: string; name: string; email: string },
  { purpose, token }: ToMail,
): Promise<boolean> {
  if (!mailLeaves()) return false
  const kind = purpose === 'invite' ? 'invitation' : 'password_reset'
  const delivery = {
    recipient: { id: person.id, name: person.name, address: person.email },
    source: { kind },
    secret: token,
    // A link is made anew each time; its hash would do, but nothing of it stands anywhere else.
    dedupeKey: `${kind}:${person.id}:${crypto.randomUUID()}`,
  } as const
  await queueDeliveries(tx, [delivery], { now: new Date().toISOString() })
  return true
}
