import { expect, type Locator } from '@playwright/test'

/** Waits until it is visible, and knows it at once: Playwright's own waiting looks twice in a second. */
export async function seen(locator: Locator): Promise<void> {
  await expect.poll(() => locator.isVisible(), { intervals: [20] }).toBe(true)
}
