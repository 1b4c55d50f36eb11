import type { Transaction } from '#db/client.ts'
import type { FollowUpRow } from '#lib/report/model.ts'
export async function readFollowUps(_tx: Transaction, _incidentId: string): Promise<FollowUpRow[]> {
  return []
}
export async function followUpRows(_ref: string): Promise<FollowUpRow[]> {
  return []
}
