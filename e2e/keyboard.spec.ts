import { expect, type Locator, type Page } from '@playwright/test'
import { hashPassword } from '#lib/auth/password.ts'
import { inTurn } from './kit/in-turn.ts'
import { settled } from './kit/requests.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

const password = 'a harbour without any ships'

for (const width of [1440, 320]) {
  test(`from signing in to the report by the keyboard alone, ${width} px wide`, async ({
    instance,
    person,
    open,
  }) => {
    const { id, email } = await person('Ines Okafor')
    await instance.sql('update people set password_hash = $2 where id = $1', [
      id,
      await hashPassword(password),
    ])
    const page = await open(null, '/sign-in', { viewport: { width, height: 800 } })
    const press = (key: string) => page.keyboard.press(key)
    const type = (text: string) => page.keyboard.type(text)

    await reach(page, page.getByLabel('Work e-mail'))
    await type(email)
    await reach(page, page.getByLabel('Password', { exact: true }))
    await type(password)
    await press('Enter')
    await page.waitForURL(/\/$/)
    await settled(page)

    await press('d')
    await expect(page.getByLabel('What is happening?')).toBeFocused()
    await type('Customers cannot log in')
    await reach(page, page.getByRole('radio', { name: /^SEV/ }))
    await press('2')
    await expect(page.getByRole('radio', { name: /SEV2/ })).toBeChecked()
    await press('Control+Enter')
    await page.waitForURL(/\/incidents\/INC-\d+$/)
    const room = roomOf(page)
    await expect(room.title).toHaveText('Customers cannot log in')
    await expect(room.live).toBeVisible()

    await press('a')
    await expect(room.entry('acknowledged')).toBeVisible()
    await press('Control+k')
    await type('take command')
    await expect(page.locator('[aria-selected="true"]').filter({ hasText: 'Take command' })).toBeVisible()
    await press('Enter')
    await expect(room.entry('is Incident Commander')).toBeVisible()

    await press('l')
    await expect(room.composer).toBeFocused()
    await type('Connections are at the limit.')
    await press('Enter')
    await expect(room.entry('Connections are at the limit.')).toBeVisible()
    // A single key is a letter while somebody types.
    await type('s')
    await expect(room.composer).toHaveValue('s')
    await press('Backspace')
    await leaveField(page)

    await press('s')
    await expect(room.dialog('Set the status')).toBeVisible()
    await reach(page, page.getByRole('radio', { name: /^Identified/ }))
    await press('Space')
    await press('Control+Enter')
    await expect(room.dialog('Set the status')).toHaveCount(0)
    await expect(room.log).toContainText('Identified')

    await press('j')
    await press('k')
    await expect(page.locator('[data-entry]:focus')).toHaveCount(1)

    await press('Control+k')
    await type('>resolve')
    await expect(page.locator('[aria-selected="true"]').filter({ hasText: 'Resolve' })).toBeVisible()
    await press('Enter')
    await expect(page.getByLabel('What was the solution?')).toBeFocused()
    await type('The release was rolled back.')
    await reach(page, page.getByLabel('Who was affected?', { exact: true }))
    await type('All customers.')
    await reach(page, page.getByLabel('How were they affected?', { exact: true }))
    await type('They could not log in.')
    await press('Control+Enter')
    await expect(room.log).toContainText('Resolved')
    // The page shows it at once; the report is made of what has arrived.
    const stored = async () =>
      await instance.sql(`select ref from incidents where ref = $1 and status = 'resolved'`, [
        page.url().split('/').at(-1),
      ])
    await expect.poll(async () => (await stored()).length).toBeGreaterThan(0)

    await press('Control+k')
    // Whoever commands is led to its next step, which is there.
    await type('>the report')
    await expect(page.locator('[aria-selected="true"]').filter({ hasText: 'the report' })).toBeVisible()
    await press('Enter')
    await page.waitForURL(/\/report$/)
    await expect(page.getByText('The release was rolled back.').first()).toBeVisible()
    await inTurn(['g', 'n'], press, () => page.waitForURL(/\/$/, { timeout: 20_000 }))
  })
}

test('single keys can be turned off and on again, in the list that ? opens and in the settings', async ({
  cast,
  open,
}) => {
  const page = await open(cast.member, '/')
  await settled(page)
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list).toContainText('Declare an incident')
  await expect(list).not.toContainText('Write to the log')
  await reach(page, list.getByRole('checkbox', { name: 'Single keys act' }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  // Whatever is pressed with ⌘ or Ctrl goes on: it is typed by nobody by accident.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or jump to' })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.goto('/settings/profile')
  const box = page.getByRole('checkbox', { name: 'Single keys act' })
  await expect(box).not.toBeChecked()
  await box.check()
  const press = (key: string) => page.keyboard.press(key)
  await inTurn(['g', 'i'], press, () => page.waitForURL(/\/incidents$/, { timeout: 20_000 }))
})

/** Tab, as often as it takes; whoever cannot be reached fails the journey. */
async function reach(page: Page, what: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await isFocused(what)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${what}`)
}

async function isFocused(what: Locator): Promise<boolean> {
  for (const each of await what.all()) {
    if (await each.evaluate((element) => element === document.activeElement)) return true
  }
  return false
}

/** Back to a place where letters are keys again. */
async function leaveField(page: Page): Promise<void> {
  const isField = () => page.evaluate(() => document.activeElement?.matches('textarea, input') ?? false)
  for (let presses = 0; presses < 10 && (await isField()); presses++) await page.keyboard.press('Shift+Tab')
}
