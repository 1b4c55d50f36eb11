import { expect, type Page } from '@playwright/test'
import { api } from './kit/api.ts'
import { settled } from './kit/requests.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

const away = [/ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_FAILED/, /Failed to fetch/]

/** What stands in the log, in its order, with how many seconds later than it was written it was recorded. */
const textsOf = `select e.payload ->> 'text' as text,
  extract(epoch from e.recorded_at - e.occurred_at)::int as late
  from entries e join incidents i on i.id = e.incident_id
  where i.ref = $1 and e.type = 'logged' order by e.seq`
type Row = { text: string; late: number }

test('written offline in two tabs, shown as waiting in both; sent once, in order, after both were closed', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  expectConsole(...away)
  const other = api(instance.one, cast.second)
  const { incident } = await other.declare()
  const context = await signIn(cast.member)
  const [one, two] = [
    await openRoom(await context.newPage(), incident.ref),
    await openRoom(await context.newPage(), incident.ref),
  ]
  await context.setOffline(true)
  // What is written from here on is a minute old when it is sent: nothing has to wait for that.
  await context.clock.setFixedTime(Date.now() - 60_000)
  await one.write('First, without a connection')
  await expect(two.entry('First, without a connection')).toContainText('Saved on this device')
  await two.write('Second, from the other tab')
  // The clock stands still: what follows comes after it because this tab knows of it.
  await expect(one.entry('Second, from the other tab')).toHaveCount(1)
  await one.write('Third, by mistake')
  for (const room of [one, two]) {
    await expect(room.log.locator('[data-pending]')).toHaveCount(3)
    await expect(room.log.locator('[data-pending]').nth(1)).toContainText('Second, from the other tab')
  }
  await two.entry('Third, by mistake').getByRole('button', { name: 'Discard' }).click()
  await expect(one.entry('Third, by mistake')).toHaveCount(0)
  // A queued entry goes back to the composer and keeps its own time.
  const key = await two.entry('First, without').locator('[data-pending]').getAttribute('data-pending')
  await one.entry('First, without').getByRole('button', { name: 'Edit' }).click()
  await expect(one.composer).toHaveValue('First, without a connection')
  await expect(one.page.getByLabel('Time of the entry, empty for now')).toHaveValue(/^\d\d:\d\d:\d\d$/)
  await one.composer.press('Enter')
  // The other tab reads what the device holds: there the edited entry stands now instead of the first one.
  await expect(two.log.locator(`[data-pending="${key}"]`)).toHaveCount(0)
  await expect(two.log.locator('[data-pending]')).toHaveCount(2)
  await expect(two.log.locator('[data-pending]').first()).toContainText('First, without a connection')
  await one.page.close()
  await two.page.close()
  await other.command(incident.ref, { type: 'log', kind: 'note', text: 'Meanwhile' })
  await context.setOffline(false)

  // Any page sends it, in the order in which it was given; nobody has to open the incident again.
  await (await context.newPage()).goto('/')
  await expect.poll(async () => (await instance.sql<Row>(textsOf, [incident.ref])).length).toBe(3)
  const rows = await instance.sql<Row>(textsOf, [incident.ref])
  expect(rows.map(({ text }) => text)).toEqual([
    'Meanwhile',
    'Second, from the other tab',
    'First, without a connection',
  ])
  expect(rows.map(({ late }) => late > 30)).toEqual([false, true, true])
  const room = await openRoom(await context.newPage(), incident.ref)
  await room.delivered()
  await expect(room.entry('First, without a connection')).toHaveCount(1)
})

test('an answer that is lost on the way back leaves one entry', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  expectConsole(...away)
  const { incident } = await api(instance.one, cast.member).declare()
  const context = await signIn(cast.member)
  const room = await openRoom(await context.newPage(), incident.ref)
  // However long it takes: what is sent again is not late, so that it is the same, byte for byte.
  await context.clock.setFixedTime(Date.now())
  let lost = 0
  await room.page.route('**/commands', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort('connectionfailed')
  })
  await room.write('Carried out, but nobody said so')
  await room.write('And the next one')
  await expect(room.entry('And the next one')).toHaveCount(1)
  await room.delivered()
  await expect(room.entry('Carried out, but nobody said so')).toHaveCount(1)
  const rows = await instance.sql<Row>(textsOf, [incident.ref])
  expect(rows.map(({ text }) => text)).toEqual(['Carried out, but nobody said so', 'And the next one'])
})

test('what waits is its writer’s: not sent by who signs in instead, sent when the writer is back', async ({
  instance,
  person,
  signIn,
  expectConsole,
}) => {
  expectConsole(...away, /status of 401/)
  const [ines, jonas] = [await person('Ines Okafor'), await person('Jonas Beck')]
  const { incident } = await api(instance.one, ines).declare()
  const context = await signIn(ines)
  const room = await openRoom(await context.newPage(), incident.ref)
  await context.setOffline(true)
  await room.write('Only Ines may say this')
  await expect(room.entry('Only Ines may say this')).toContainText('Saved on this device')
  // The same cookie, but by now it is somebody else's session.
  const session = (to: string, from: string) =>
    instance.sql('update sessions set person_id = $1 where person_id = $2', [to, from])
  await session(jonas.id, ines.id)
  await context.setOffline(false)
  const dialog = room.dialog('Your session ended')
  await expect(dialog).toContainText('One entry waits on this device')
  const theirs = await openRoom(await context.newPage(), incident.ref)
  await theirs.write('Jonas says this')
  await expect(theirs.entry('Jonas says this')).toHaveCount(1)
  await theirs.delivered()
  await expect(theirs.entry('Only Ines may say this')).toHaveCount(0)
  await theirs.page.close()
  await session(ines.id, jonas.id)
  await room.page.reload()
  await expect(room.live).toBeVisible()
  await expect.poll(async () => (await instance.sql<Row>(textsOf, [incident.ref])).length).toBe(2)
  await expect(room.entry('Only Ines may say this')).toContainText('Ines Okafor')
})

test('where the browser keeps nothing, what waits lives as long as the page, which says so', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  expectConsole(...away)
  const { incident } = await api(instance.one, cast.member).declare()
  const context = await signIn(cast.member)
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined })
  })
  const room = await openRoom(await context.newPage(), incident.ref)
  await context.setOffline(true)
  await room.write('Kept by this page alone')
  await expect(room.entry('Kept by this page alone')).toContainText('leave the page open')
  await context.setOffline(false)
  await room.delivered()
  await expect(room.entry('Kept by this page alone')).toHaveCount(1)
})

async function openRoom(page: Page, ref: string) {
  const room = roomOf(page)
  await page.goto(`/incidents/${ref}`)
  await expect(room.live).toBeVisible()
  // Whoever stirs gets the rules of commands, which are needed to show one before it is answered.
  await settled(page, () => page.mouse.move(10, 10))
  return room
}
