import { expect } from '@playwright/test'
import { startApp } from './kit/app.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { test } from './kit/test.ts'
import { founder, walkDeclare, walkSetUp } from './kit/walks.ts'

test('set-up to the first incident, and in again by password', async ({ signIn }) => {
  const dataDir = makeDataFolder()
  const app = await startApp({ SITREP_DATA_DIR: dataDir })
  try {
    const context = await signIn(null, { on: app })
    const page = await context.newPage()
    const [, token] = await app.said(/\/set-up\?token=(\S+)/)

    // Nobody without the link claims the instance.
    await page.goto('/')
    await expect(page).toHaveURL(/\/set-up$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('SitRep is not set up yet')
    await page.goto(`/set-up?token=${'x'.repeat(43)}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This set-up link no longer works')

    await walkSetUp(page, `/set-up?token=${token}`)
    const ref = await walkDeclare(page, {
      topic: 'Customers cannot log in',
      reported: 'The page spins for 30 seconds, then an error.',
      reportedBy: 'Mara Lindqvist, Support',
    })
    expect(ref).toBe('INC-1')
    await page.getByRole('button', { name: /your menu$/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in/)

    await page.goto(`/incidents/${ref}`)
    await expect(page).toHaveURL(/\/sign-in\?/)
    await page.getByLabel('Work e-mail').fill(founder.email)
    await page.getByLabel('Password', { exact: true }).fill('not that harbour')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('do not belong together')).toBeVisible()
    await expect(page.getByLabel('Work e-mail')).toHaveValue(founder.email)
    await page.getByLabel('Password', { exact: true }).fill(founder.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Customers cannot log in' })).toBeVisible()

    // The link is spent.
    await page.goto(`/set-up?token=${token}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('SitRep is set up for Meridian Health')
    await context.close()
  } finally {
    await app.end()
    await removeDataFolder(dataDir)
  }
})
