import type { Transport } from '#lib/messaging/transport.ts'
import { outboxSender } from '#lib/messaging/way-out.ts'

/** Nothing is set up to carry mail: the row itself is where the message is kept. Local, and therefore exact. */
export function outboxTransport(): Omit<Transport, 'breaker'> {
  return {
    name: 'outbox',
    from: outboxSender,
    isRepeatable: true,
    turn: async () => {},
    send: async () => ({ kind: 'accepted', providerId: null }),
  }
}
