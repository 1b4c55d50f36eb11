import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What a theme changes is colours alone: in dark, only these rules can find anything else. */
const colours = ['color-contrast', 'link-in-text-block']
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
      await expect(page).toHaveTitle(/./)
      for (const { id, nodes } of await violations(page, colorScheme === 'light' ? 'all' : 'colours')) {
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

/** axe is put once into each document, and says only what it finds wrong. */
async function violations(page: Page, which: 'all' | 'colours'): Promise<axe.Result[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source)
  }
  const runOnly: axe.RunOnly =
    which === 'all' ? { type: 'tag', values: standard } : { type: 'rule', values: colours }
  const found = await page.evaluate((options) => window.axe.run(document, options), {
    runOnly,
    // While a page is drawn anew its title is gone for a moment: what waits for it asks for it, see above.
    rules: { 'document-title': { enabled: false } },
    resultTypes: ['violations' as const],
  })
  return found.violations
}

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with the browser's own
  interface Window {
    axe: typeof axe
  }
}
