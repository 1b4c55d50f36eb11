import { type BrowserContext, expect, type Page } from '@playwright/test'
import { headline, later, told } from './kit/share-stage.ts'
import { test } from './kit/test.ts'

const lost = (page: Page) => page.locator('#link')
const said = (page: Page) => page.locator('#said')

/** The clock of a page that is still empty, and its streams, which say only what the journey lets them. */
async function hold(context: BrowserContext, time: string): Promise<Page> {
  const page = await context.newPage()
  await page.clock.install({ time })
  await page.addInitScript(() => {
    const streams: EventTarget[] = []
    class Stream extends EventTarget {
      static CLOSED = 2
      readyState = 1
      onerror: (() => void) | null = null
      constructor() {
        super()
        streams.push(this)
      }
      close() {
        this.readyState = 2
      }
    }
    Object.assign(globalThis, { EventSource: Stream, streams })
  })
  return page
}

type Held = { streams: (EventTarget & { readyState: number; onerror: () => void })[] }

/** The newest stream says what time it is. */
async function beat(page: Page): Promise<void> {
  await page.evaluate(() => {
    const data = String(Date.now())
    const { streams } = globalThis as unknown as Held
    streams.at(-1)?.dispatchEvent(new MessageEvent('now', { data }))
  })
}

/** The newest stream was refused for good, as one too many is. */
async function refuse(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stream = (globalThis as unknown as Held).streams.at(-1)
    if (!stream) throw new Error('The page has opened no stream')
    stream.readyState = 2
    stream.onerror()
  })
}

const streams = (page: Page) => page.evaluate(() => (globalThis as unknown as Held).streams.length)

test('a connection that is lost: the page says until when it was true, however long ago that is', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  expectConsole(/net::ERR_/)
  const { link } = await told(instance, cast.member)
  const page = await hold(await signIn(null), '2026-05-14T21:48:00Z')
  await page.goto(`${link.path}?tz=Europe/Berlin`)
  await beat(page)
  await page.clock.runFor(20_000)
  await expect(lost(page)).toBeHidden()
  await page.context().setOffline(true)
  await page.clock.runFor(60_000)
  await expect(lost(page)).toHaveText('The connection is lost. What stands here was true at 23:48.')
  // It is tried again and again meanwhile, and each try is no word of the server's.
  await page.clock.fastForward('08:00')
  await page.clock.runFor(60_000)
  await expect(lost(page)).toHaveText('The connection is lost. What stands here was true at 23:48.')
  await page.clock.fastForward('09:00:00')
  await page.clock.runFor(5_000)
  await expect(lost(page)).toHaveText(
    'The connection is lost. What stands here was true at Thu 14 May 23:48.',
  )
  await page.context().setOffline(false)
  await page.clock.runFor(40_000)
  await expect(lost(page)).toBeHidden()
})

test('whoever gets no stream gets each update all the same', async ({ instance, cast, signIn }) => {
  const { publish, link } = await told(instance, cast.member)
  const page = await hold(await signIn(null), new Date().toISOString())
  await page.goto(link.path)
  await refuse(page)
  await publish({ headline: 'We found the cause.', state: 'cause_found', nextUpdateAt: later(45) })
  await expect(async () => {
    await page.clock.runFor(25_000)
    await refuse(page)
    await expect(headline(page)).toHaveText('We found the cause.', { timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await expect(said(page)).toHaveText(/^Updated\. We found the cause\. Update 2 · Cause found$/)
  await expect(lost(page)).toBeHidden()
})

test('a page that nobody sees for five minutes lets go of its stream, and takes it up when it is seen', async ({
  instance,
  cast,
  signIn,
}) => {
  const { link } = await told(instance, cast.member)
  const page = await hold(await signIn(null), new Date().toISOString())
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
  })
  await page.goto(link.path)
  const see = async (hidden: boolean) =>
    await page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  const begun = await streams(page)
  // Opened out of sight, it is told nothing of that.
  for (let turns = 0; turns < 30; turns++) {
    await beat(page)
    await page.clock.runFor(11_000)
  }
  await expect(page).toHaveTitle('Meridian Health status')
  expect(await streams(page)).toBe(begun)
  await see(false)
  expect(await streams(page)).toBe(begun + 1)
  await expect(page).toHaveTitle('Results cannot be opened. · Meridian Health status')
})

test('what changed is told to whoever does not see the page, and nothing else is', async ({
  instance,
  cast,
  open,
}) => {
  const { publish, link } = await told(instance, cast.member)
  const page = await open(null, link.path, { on: instance.two })
  await publish()
  await expect(said(page)).toHaveText('Updated. Update 2 · Looking into it')
  await publish({ nextUpdateAt: later(0.5) })
  await expect(said(page)).toHaveText(/^Updated\. The update promised for \d\d:\d\d is late\.$/, {
    timeout: 90_000,
  })
  await publish({ headline: 'Results open again.', state: 'over', nextUpdateAt: null })
  await expect(said(page)).toHaveText('Updated. Results open again. Update 4 · Over')
})
