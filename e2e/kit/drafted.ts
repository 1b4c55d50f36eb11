import { expect } from '@playwright/test'
import type { Person } from './accounts.ts'
import { type Answer, api } from './api.ts'
import type { App } from './app.ts'

/** Waits until the job that a resolve sets off has drafted the report: what it draws anew does not come in between. */
export async function reportDrafted(app: App, person: Person, ref: string): Promise<void> {
  const saved = async () => {
    // The API's own answer to who asks for an incident.
    const { documents } = (await api(app, person).get(`/incidents/${ref}`)) as Answer['incident']
    return documents.report?.saved.version ?? null
  }
  await expect.poll(saved).toBe(1)
}
