import { expect, type Page } from '@playwright/test'
import type { Person } from './accounts.ts'
import { api } from './api.ts'
import { ask } from './ask.ts'
import type { Instance } from './instance.ts'
import { makeLink, visitLink } from './made-links.ts'

export const update = {
  type: 'publish_update',
  title: 'Patients cannot see their results',
  headline: 'Results cannot be opened.',
  text: 'The page with lab results stays blank. We are looking into it.',
  state: 'looking_into',
  affected: [
    { name: 'Lab results', state: 'down' },
    { name: 'Appointments', state: 'not_affected' },
  ],
}

export const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** An incident that somebody commands, with its first update out, and a link to it. */
export async function told(instance: Instance, commander: Person, more: Record<string, unknown> = {}) {
  const app = api(instance.one, commander)
  const { incident } = await app.declare({ severity: 'SEV2', ...more })
  const { ref } = incident
  await app.command(ref, { type: 'take_role', role: 'commander' })
  const publish = async (words: Record<string, unknown> = {}) =>
    await app.command(ref, { ...update, nextUpdateAt: later(30), ...words })
  await publish()
  const link = await makeLink(instance.one, commander, ref)
  for (const one of [instance.one, instance.two]) {
    expect((await visitLink(one, link.path)).status).toBe(200)
    // A process learns the name of an organisation that was set beside it within seconds.
    await expect.poll(async () => await (await ask(one.url + link.path)).text()).toContain('Meridian Health')
  }
  return { ref, publish, link, app }
}

export const headline = (page: Page) => page.getByRole('heading', { level: 1 })
