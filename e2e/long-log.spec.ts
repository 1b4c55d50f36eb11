import { expect, type Page } from '@playwright/test'
import { expectAccessible, phone } from './kit/accessible.ts'
import { api } from './kit/api.ts'
import { growLog, landmarks } from './kit/long-log.ts'
import { type Room, roomOf } from './kit/room.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

const length = 20_000
/** Of the whole log, no more stands in the page at any time. */
const atMost = 400

/** The incident of this file: told once, read by every journey. */
let ref = ''
test.beforeEach(async ({ instance, cast }) => {
  if (ref) return
  const reportedAt = new Date(Date.now() - 30 * 3_600_000).toISOString()
  const { incident } = await api(instance.one, cast.second).declare({ reportedAt })
  await growLog(instance, incident.ref, length)
  ref = incident.ref
})

const entry = (page: Page, seq: number) => page.locator(`#entry-${seq}`)
const drawn = (page: Page) => page.locator('[data-entry]').count()
const log = (page: Page) => page.getByRole('region', { name: 'Log entries' })

/** How far the log's end is out of sight, in pixels. */
const belowSight = (page: Page) =>
  log(page).evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight))

async function openLog(page: Page, path = `/incidents/${ref}`): Promise<Room> {
  await page.goto(path)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  return room
}

test(
  'opens at the newest entry, draws little of it, and follows its end',
  alone,
  async ({ instance, cast, signIn }) => {
    const page = await (await signIn(cast.member)).newPage()
    // The first view of a log of 20,000 entries may take a second; a slow machine is given more.
    const open = async () => {
      const room = await openLog(page)
      await expect(entry(page, length)).toBeInViewport()
      return room
    }
    const room = await within(10_000, open, [instance.one])
    expect(await drawn(page)).toBeLessThan(200)
    await api(instance.two, cast.second).command(ref, {
      type: 'log',
      kind: 'note',
      text: 'The newest of all.',
    })
    await expect(room.entry('The newest of all.')).toBeInViewport()
  },
)

test('the whole log can be scrolled through: older entries load by themselves and nothing jumps', async ({
  cast,
  signIn,
}) => {
  const page = await (await signIn(cast.member)).newPage()
  await openLog(page)
  // A hundred pages of the log, one after the other.
  test.slow()
  let most = 0
  for (let turn = 0; turn < 25; turn++) {
    // What comes next is there before the reader is: else they would stand at its edge.
    await expect.poll(() => log(page).evaluate((box) => box.scrollTop)).toBeGreaterThan(600)
    const { seq, top } = await lineInSight(page)
    await log(page).evaluate((box) => box.scrollBy(0, -500))
    await nextFrames(page)
    // Whatever was loaded and drawn above it: it moved by what was scrolled.
    expect(Math.abs(((await whereIs(page, seq)) ?? 0) - top - 500)).toBeLessThanOrEqual(2)
    most = Math.max(most, await drawn(page))
  }
  // As many turns as it takes: how many pages load by themselves in one of them is the machine's affair.
  const gap = page.locator('[data-gap]')
  for (;;) {
    const [words] = await gap.allTextContents()
    if (!words) break
    await log(page).evaluate((box) => box.scrollTo(0, 0))
    await expect(gap.filter({ hasText: words })).toHaveCount(0)
    most = Math.max(most, await drawn(page))
  }
  await log(page).evaluate((box) => box.scrollTo(0, 0))
  await expect(entry(page, 1)).toBeInViewport()
  expect(most).toBeLessThan(atMost)
})

test('a jump to the first phase, an address of any entry, and the way back', async ({ cast, signIn }) => {
  const page = await (await signIn(cast.member)).newPage()
  const room = await openLog(page)
  await room.button('Jump to').click()
  await page.getByRole('button', { name: /^Identified/ }).click()
  await expect(entry(page, landmarks.identifiedSeq)).toBeInViewport()
  await expect(page.getByRole('log').getByText(/^[\d,]+ earlier entries$/)).toBeAttached()
  expect(await drawn(page)).toBeLessThan(atMost)

  await page.goto(`/incidents/${ref}#entry-${landmarks.correctedSeq}`)
  await expect(entry(page, landmarks.correctedSeq)).toBeInViewport()
  await expect(entry(page, landmarks.correctedSeq)).toHaveAttribute('data-marked')
  // Its correction stands 19,985 entries further on and is not loaded in its place.
  await expect(entry(page, landmarks.correctedSeq)).toContainText(landmarks.correctedText)
  await expect(entry(page, landmarks.correctedSeq)).toContainText('edited')
  expect(await drawn(page)).toBeLessThan(atMost)

  await room.button('Jump to').click()
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect.poll(() => belowSight(page)).toBeLessThanOrEqual(1)
})

test('kinds and words are found in the whole log, and what is found leads to its place', async ({
  instance,
  cast,
  signIn,
}) => {
  const page = await (await signIn(cast.member)).newPage()
  const room = await openLog(page)
  await room.button('Decisions').click()
  await expect(room.entry('Decision 20: keep the replica.')).toBeInViewport()
  await expect(room.entry(/^.*Decision \d+: keep/)).toHaveCount(20)
  await expect(room.entry('Decision 1: keep the replica.')).toBeAttached()

  await room.button('All').click()
  await page.keyboard.press('f')
  await page.getByRole('searchbox', { name: 'Words in the log' }).fill(landmarks.rareWord.toUpperCase())
  await expect(page.getByText('1 found', { exact: true })).toBeVisible()
  await expect(entry(page, landmarks.rareSeq)).toBeInViewport()
  await room.button('More kinds').click()
  await expect(page.getByRole('region', { name: 'Kinds of entries' })).toBeVisible()
  await expectAccessible(page, 'what is found in a log, and its kinds')
  await room.button('Jump to').click()
  await expect(page.getByRole('region', { name: 'Places in the log' })).toBeVisible()
  await expectAccessible(page, 'the places in a log', [phone])
  // What matches is added while it is looked for.
  const text = `Another ${landmarks.rareWord} was seen.`
  await api(instance.two, cast.second).command(ref, { type: 'log', kind: 'note', text })
  await expect(room.entry(text)).toBeVisible()
  await entry(page, landmarks.rareSeq).getByRole('link', { name: 'Show in log' }).click()
  await expect(entry(page, landmarks.rareSeq - 1)).toBeInViewport()
  await expect(entry(page, landmarks.rareSeq)).toBeFocused()
})

test('whoever reads back is told what came, walks by J and K, and nothing moves under them', async ({
  instance,
  cast,
  signIn,
}) => {
  const writer = api(instance.two, cast.second)
  const page = await (await signIn(cast.member)).newPage()
  const room = await openLog(page)
  await log(page).hover()
  await page.mouse.wheel(0, -900)
  // The wheel turns on for a moment after it was turned.
  await expect
    .poll(async () => {
      const at = await belowSight(page)
      await nextFrames(page)
      return at > 800 && at === (await belowSight(page))
    })
    .toBe(true)
  const before = await lineInSight(page)
  for (const text of ['One more', 'Two more']) await writer.command(ref, { type: 'log', kind: 'note', text })
  // Said late, it belongs far above what is being read.
  const occurredAt = new Date(Date.now() - 10 * 3_600_000).toISOString()
  await writer.command(ref, { type: 'log', kind: 'note', text: 'Added late', occurredAt })
  await expect(room.button('3 new')).toBeVisible()
  expect(await whereIs(page, before.seq)).toBe(before.top)
  await room.button('3 new').click()
  await expect(room.entry('Two more')).toBeInViewport()

  await entry(page, length).focus()
  await page.keyboard.press('k')
  await expect(entry(page, length - 1)).toBeFocused()
  await page.keyboard.press('j')
  await expect(entry(page, length)).toBeFocused()
})

test('scrolling through a long log costs the browser little', alone, async ({ cast, signIn }) => {
  const page = await (await signIn(cast.member)).newPage()
  await openLog(page)
  const session = await page.context().newCDPSession(page)
  // The browser's own time, not the clock's: other work on this machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const [steps, before] = [60, await spent()]
  for (let turn = 0; turn < steps; turn++) {
    await log(page).evaluate((box) => box.scrollBy(0, -900))
    await nextFrames(page)
  }
  const each = ((await spent()) - before) / steps
  console.log(`  a screen further up: ${Math.round(each * 1000)} ms of the browser`)
  // A tenth of it is usual; a slow processor takes longer for the same.
  expect(each).toBeLessThan(0.5)
  expect(await drawn(page)).toBeLessThan(atMost)
})

type Sight = { seq: string; top: number }

/** The first line that is wholly in sight, and where. */
async function lineInSight(page: Page): Promise<Sight> {
  return await log(page).evaluate((box) => {
    const { top: from } = box.getBoundingClientRect()
    const lines = [...box.querySelectorAll<HTMLElement>('[data-entry]')]
    const line = lines.find((each) => each.getBoundingClientRect().top >= from)
    return { seq: line?.dataset.entry ?? '', top: Math.round(line?.getBoundingClientRect().top ?? 0) }
  })
}

/** Where that line stands now, from the top of the window; null when it is not drawn. */
async function whereIs(page: Page, seq: string): Promise<number | null> {
  return await log(page).evaluate((box, seq) => {
    const line = box.querySelector(`[data-entry="${seq}"]`)
    return line ? Math.round(line.getBoundingClientRect().top) : null
  }, seq)
}

/** What a scroll sets off has happened: observers are told after the next frame. */
async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  })
}
