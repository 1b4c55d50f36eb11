import { expect, type Locator, type Page } from '@playwright/test'

/** The live incident page, in the words of those who use it. */
export function roomOf(page: Page) {
  const composer = page.getByLabel('Write to the log')
  return {
    page,
    composer,
    log: page.getByRole('log', { name: 'Incident log' }),
    header: page.getByRole('banner').last(),
    live: page.getByText('Live', { exact: true }),
    title: page.getByRole('heading', { level: 1 }),
    /** The log's entry that holds these words. */
    entry: (words: string | RegExp): Locator =>
      page.getByRole('log', { name: 'Incident log' }).getByRole('listitem').filter({ hasText: words }),
    button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
    /** Waits until the server has answered whatever was sent from here: the page shows it before. */
    async delivered(): Promise<void> {
      const chapter = page.locator('.log-chapter').filter({ hasText: 'Sending…' })
      await expect(page.locator('[data-pending]').or(chapter)).toHaveCount(0)
    },
    /** Types into the composer and logs it. */
    async write(text: string): Promise<void> {
      await composer.fill(text)
      await composer.press('Enter')
    },
    /** One of the further actions of the header's menu. */
    async more(name: string): Promise<void> {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('button', { name, exact: true }).click()
    },
    dialog: (name: string | RegExp): Locator => page.getByRole('dialog', { name }),
  }
}

export type Room = ReturnType<typeof roomOf>
