import { expect, type Page } from '@playwright/test'

export const founder = {
  organisation: 'Meridian Health',
  name: 'Noor Haddad',
  email: 'noor@meridian.example',
  password: 'a lantern by the quiet harbour',
}

/** From the one-time link to the empty dashboard, as the person who has just started SitRep. */
export async function walkSetUp(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'Set up SitRep' })).toBeVisible()
  const organisation = page.getByRole('group', { name: 'Your organisation' })
  await organisation.getByLabel('Name', { exact: true }).fill(founder.organisation)
  await organisation.getByLabel('Time zone').selectOption('Europe/Berlin')
  const account = page.getByRole('group', { name: 'Your account' })
  await account.getByLabel('Your name').fill(founder.name)
  await account.getByLabel('Work e-mail').fill(founder.email)
  await account.getByLabel('Password', { exact: true }).fill(founder.password)
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(page).toHaveURL('/')
}

/** From the dashboard to the live page of a new incident; returns its ref. */
export async function walkDeclare(
  page: Page,
  given: { severity?: 'SEV1' | 'SEV2' | 'SEV3'; topic: string; reported: string; reportedBy: string },
): Promise<string> {
  await page.goto('/declare')
  const { severity = 'SEV1', topic, reported, reportedBy } = given
  await page.getByRole('radio', { name: severity }).press('Space')
  await page.getByLabel('What is happening?').fill(topic)
  await page.getByLabel('What was reported?').fill(reported)
  await page.getByLabel('Reported by').fill(reportedBy)
  await page.getByRole('button', { name: `Declare ${severity}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: topic })).toBeVisible()
  return refOf(page)
}

/** The ref in the address of an incident's page. */
function refOf(page: Page): string {
  const [, ref] = /\/incidents\/([A-Z]+-\d+)/.exec(page.url()) ?? []
  if (!ref) throw new Error(`No incident at ${page.url()}`)
  return ref
}
