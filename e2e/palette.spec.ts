import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './kit/accessible.ts'
import { api } from './kit/api.ts'
import { settled } from './kit/requests.ts'
import { roomOf } from './kit/room.ts'
import { tellIncident } from './kit/stories.ts'
import { test } from './kit/test.ts'

const paletteOf = (page: Page) => ({
  dialog: page.getByRole('dialog', { name: 'Search or jump to' }),
  input: page.getByRole('combobox', { name: 'Search or jump to' }),
  option: (name: string | RegExp) => page.getByRole('option', { name }),
  active: page.locator('[role="option"][aria-selected="true"]'),
})

test('an open incident at once, an old one by a word of its log, places and people; the keyboard does it all', async ({
  instance,
  cast,
  open,
}) => {
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ topic: 'Badges do not open doors', severity: 'SEV1' })
  const old = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  await member.command(incident.ref, {
    type: 'log',
    kind: 'note',
    text: 'The turnstile firmware is suspect.',
  })
  const page = await open(cast.admin, '/reports')
  await settled(page)
  const palette = paletteOf(page)
  const scripts = countScripts(page)
  await page.getByRole('link', { name: 'Reports', exact: true }).first().focus()

  // Loaded when it is wanted; what is typed meanwhile is not lost, and presses no single key of the page.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('badges')
  await expect(palette.input).toHaveValue('badges')
  expect(scripts()).toBeGreaterThan(0)
  await expect(palette.active).toContainText('Badges do not open doors')
  await page.keyboard.press('Escape')
  await expect(palette.dialog).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Reports', exact: true }).first()).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(palette.active).toContainText('Badges do not open doors')
  await expectAccessible(page, 'the palette before anything is typed')
  await page.keyboard.type('turnstile')
  await expect(palette.option(/Badges do not open doors/)).toBeVisible()
  await palette.input.fill(old.toLowerCase())
  await expect(palette.active).toContainText(old)
  await palette.input.fill('nobody has ever said this')
  await expect(page.getByText('Nothing found for “nobody has ever said this”.')).toBeVisible()
  await expectAccessible(page, 'the palette with nothing found')

  await palette.input.fill(cast.second.name)
  // Other journeys have people of that name too.
  await expect(palette.option(new RegExp(cast.second.name)).first()).toBeVisible()
  await palette.input.fill('settings')
  await expect(palette.active).toContainText('Settings: Profile')
  await page.keyboard.press('End')
  const last = await palette.active.textContent()
  await page.keyboard.press('ArrowDown')
  await expect(palette.active).toContainText('Settings: Profile')
  await page.keyboard.press('ArrowUp')
  await expect(palette.active).toHaveText(last ?? '')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/profile$/)
})

test('on the live page it offers what this person may do there, and does it', async ({
  instance,
  person,
  cast,
  open,
}) => {
  const { incident } = await api(instance.one, cast.member).declare({ severity: 'SEV2' })
  const commander = await person('Priya Raman')
  const page = await open(commander, `/incidents/${incident.ref}`)
  const palette = paletteOf(page)
  await expect(roomOf(page).live).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>take command')
  await expect(palette.active).toContainText('Take command')
  await page.keyboard.press('Enter')
  await expect(roomOf(page).entry('is Incident Commander')).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>write to the log')
  await expect(palette.active).toContainText('Write to the log')
  await page.keyboard.press('Enter')
  await expect(roomOf(page).composer).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>set status')
  await expect(palette.active).toContainText(/set (the )?status/i)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Set the status' })).toBeVisible()
  // Over a dialog it would hide what is being written there.
  await page.keyboard.press('Control+k')
  await expect(palette.dialog).toHaveCount(0)

  const watching = await open(cast.observer, `/incidents/${incident.ref}`)
  await expect(roomOf(watching).live).toBeVisible()
  await watching.keyboard.press('Control+k')
  await watching.keyboard.type('>')
  await expect(paletteOf(watching).option('Open the report')).toBeVisible()
  for (const name of [/Take command/, /Declare/, /Write to the log/, /severity/]) {
    await expect(paletteOf(watching).option(name)).toHaveCount(0)
  }
})

test('without a network it searches what is known here, and says so; on a phone it opens by its button', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  await api(instance.one, cast.member).declare({ topic: 'Kiosks are dark', severity: 'SEV3' })
  const page = await open(cast.member, '/incidents', { viewport: { width: 320, height: 640 } })
  await settled(page)
  const palette = paletteOf(page)
  await page.getByRole('button', { name: /^Search or jump to/ }).click()
  await expect(palette.active).toBeVisible()
  await page.context().setOffline(true)
  await palette.input.fill('kiosk')
  await expect(palette.active).toContainText('Kiosks are dark')
  await expect(page.getByText('Only the open incidents known here are searched.')).toBeVisible()
  await page.context().setOffline(false)
  await palette.option(/Kiosks are dark/).click()
  await expect(roomOf(page).title).toHaveText('Kiosks are dark')
})

function countScripts(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.resourceType() === 'script') count += 1
  })
  return () => count
}
