import type { Transaction } from '#db/client.ts'

export type NewDelivery = {
  kind: 'report' | 'post_mortem'
  incidentId: string
  seq: number
  recipient: { id: string; name: string; address: string }
  source: Record<string, unknown>
  dedupeKey: string
}
export async function queueDeliveries(
  _tx: Transaction,
  _deliveries: readonly NewDelivery[],
  _options: { now: string; untimed: boolean },
): Promise<void> {}
