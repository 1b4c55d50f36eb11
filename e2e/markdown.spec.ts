import { expect, type Page } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { payloads } from './kit/payloads.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test('CommonMark, naughty strings and scripts in the log: all are shown, none of them runs', async ({
  instance,
  cast,
  signIn,
}) => {
  test.slow()
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ topic: payloads.join(' ').slice(0, 290) })
  const { ref } = incident
  for (const text of payloads)
    await member.command(ref, { type: 'log', kind: 'note', text: text.slice(0, 20_000) })

  const page = await (await signIn(cast.member)).newPage()
  const ran: string[] = []
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  await reportWhatMayRun(page)
  await page.goto(`/incidents/${ref}`)
  const { live, log } = roomOf(page)
  await expect(live).toBeVisible()
  const seen = await readBackToTheStart(page)
  expect(seen.size).toBeGreaterThanOrEqual(payloads.length)
  await expect(log.locator('[data-entry="1"]').first()).toBeVisible()
  // biome-ignore lint/suspicious/noExplicitAny: put there by the script below
  expect(await page.evaluate(() => (globalThis as any).mayRun)).toEqual([])
  expect(ran).toEqual([])
  for (const file of ['report.md', 'report.pdf', 'report.json']) {
    const answer = await request(instance.one, cast.member, `/incidents/${ref}/${file}`)
    expect(`${file} ${answer.status}`).toBe(`${file} 200`)
  }
})

/** From before the page's first script on: every element and attribute that could run or load something. */
async function reportWhatMayRun(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const mayRun: string[] = []
    Object.assign(globalThis, { mayRun })
    const forbidden = 'script, iframe, object, embed, style, link, base, form, meta, video, audio, img'
    const look = (element: Element) => {
      if (!element.closest('[role="log"]')) return
      if (element.matches(forbidden)) mayRun.push(element.outerHTML)
      for (const { name, value } of element.attributes) {
        const isAddress = name === 'href' || name === 'src' || name === 'action'
        if (name.startsWith('on') || name === 'srcdoc') mayRun.push(element.outerHTML)
        if (isAddress && !/^(https?:\/\/|mailto:|\/|#)/i.test(value)) mayRun.push(element.outerHTML)
      }
    }
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue
          look(node)
          for (const inner of node.querySelectorAll('*')) look(inner)
        }
      }
    }).observe(document, { childList: true, subtree: true })
  })
}

/** Reads the log upwards as somebody scrolls, a screen at a time; the numbers of the entries that stood there. */
async function readBackToTheStart(page: Page): Promise<Set<string>> {
  const box = page.getByLabel('Log entries')
  const seen = new Set<string>()
  while (!seen.has('1')) {
    const before = seen.size
    await expect(async () => {
      const shown = await box.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        const isInSight = (part: Element) => {
          const its = part.getBoundingClientRect()
          return its.bottom > top && its.top < bottom
        }
        // What is far away is only room; here it must be drawn before anybody goes on.
        if ([...element.querySelectorAll('[data-block][aria-hidden]')].some(isInSight)) return []
        const entries = [...element.querySelectorAll('[data-entry]')].filter(isInSight)
        element.scrollTop -= element.clientHeight * 0.5
        return entries.map((entry) => entry.getAttribute('data-entry') ?? '')
      })
      for (const each of shown) seen.add(each)
      expect(seen.size).toBeGreaterThan(before)
    }).toPass({ intervals: [20], timeout: 20_000 })
  }
  return seen
}
