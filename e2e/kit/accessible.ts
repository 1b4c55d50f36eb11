import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const desk = { width: 1440, height: 900 }
/** As wide as most phones. */
export const phone = { width: 390, height: 844 }

/**
 * axe finds nothing on the page as it stands now, in both themes, at a desk and on a phone; and from 320 px up
 * nothing has to be scrolled sideways. `what` names the state in the message of a failure. What looks alike at any
 * width, as a dialog does, needs only one of the `sizes`.
 */
export async function expectAccessible(page: Page, what: string, sizes = [phone, desk]): Promise<void> {
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // While a page is drawn anew its title is put there last.
      await expect(page).toHaveTitle(/./)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze()
      for (const { id, nodes } of violations) {
        for (const { target, failureSummary } of nodes) {
          const why = failureSummary?.split('\n').slice(1).join(' ').trim()
          found.push(`${size.width} ${colorScheme}: ${id} ${target.join(' ')} (${why})`)
        }
      }
    }
  }
  for (const width of [320, 390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const reach = await page.evaluate(() => document.documentElement.scrollWidth)
    if (reach > width) found.push(`${width}: the page is ${reach} px wide`)
  }
  await page.setViewportSize(desk)
  expect(found, what).toEqual([])
}
