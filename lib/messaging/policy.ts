/** Who may see deliveries (RELIABILITY §4, rows 26 and 27). Who sends one again is decided by that action. */
import type { Actor } from '#lib/incident/policy.ts'
import { mayManagePeople } from '#lib/people/policy.ts'

/** Whether `actor` may read what was sent to whom, and the messages themselves. */
export function mayReadDeliveries(actor: Actor): boolean {
  return actor.role !== 'observer'
}

/** Whether `actor` sees whole addresses; others see enough of them to tell two people apart. */
export function maySeeAddresses(actor: Actor): boolean {
  return mayManagePeople(actor)
}
