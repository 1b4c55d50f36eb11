import type { Page } from '@playwright/test'
import type { Person } from './accounts.ts'
import { api } from './api.ts'
import type { Instance } from './instance.ts'

/** A SEV1 with a Commander and a Communications Lead; what they were told besides is in the log. */
export async function stage(instance: Instance, commander: Person, lead: Person) {
  const admin = api(instance.one, commander)
  const { incident } = await admin.declare({
    topic: 'sessions-db is locked',
    severity: 'SEV1',
    impact: { how: 'Login spins for half a minute, then shows an error.' },
  })
  await admin.command(incident.ref, { type: 'take_role', role: 'commander' })
  await admin.command(incident.ref, { type: 'assign_role', role: 'communications', personId: lead.id })
  return incident.ref
}

export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
export const words = {
  title: 'Customers cannot log in',
  headline: 'We are looking into it.',
  text: 'More soon.',
}
export const sheetOf = (page: Page) => page.getByRole('dialog')
