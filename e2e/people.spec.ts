import { expect, type Page } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { seen } from './kit/seen.ts'
import { sitrep } from './kit/sitrep.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

const printers = {
  topic: 'Printers are offline',
  severity: 'SEV3',
  reported: 'All of them.',
  reportedBy: 'Front desk',
  source: 'Phone call',
} as const
const password = 'seven calm herons at dusk'

test('an admin invites, changes a role, disables; links work once', async ({
  cast,
  open,
  signIn,
  expectConsole,
}) => {
  const admin = await open(cast.admin, '/settings/people')
  await admin.getByLabel('Name', { exact: true }).fill('Neve Newcomer')
  await admin.getByLabel('Work e-mail').fill('Neve@Example.org')
  await admin.getByRole('button', { name: 'Make invitation link' }).click()
  const invitation = await admin.getByLabel('Invitation for Neve Newcomer').inputValue()

  const page = await (await signIn(null)).newPage()
  await page.goto(invitation)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(page.getByRole('button', { name: /Neve Newcomer, your menu/ })).toBeVisible()
  await page.goto('/declare')
  await expect(page.getByRole('heading', { level: 1, name: 'Declare an incident' })).toBeVisible()

  // Used once, it is spent, for everybody.
  const late = await (await signIn(null)).newPage()
  await late.goto(invitation)
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This invitation does not work')

  await admin.reload()
  await change(admin, 'Neve Newcomer', 'Make an observer')
  await expect(row(admin, 'Neve Newcomer')).toContainText('Observer')
  expectConsole(/status of 40[13]/)
  expect((await page.goto('/declare'))?.status()).toBe(403)

  await change(admin, 'Neve Newcomer', 'Password reset link')
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make reset link' }).click()
  const reset = await dialog.getByLabel('Reset link for Neve Newcomer').inputValue()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await late.goto(reset)
  await late.getByLabel('New password').fill(`${password}, again`)
  await late.getByRole('button', { name: 'Set new password and sign in' }).click()
  await expect(late.getByRole('button', { name: /Neve Newcomer, your menu/ })).toBeVisible()
  // Everywhere else the old password's sessions are over.
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)

  await change(admin, 'Neve Newcomer', 'Disable account')
  await admin.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
  await expect(row(admin, 'Neve Newcomer')).toContainText('Disabled')
  await late.goto('/')
  await expect(late).toHaveURL(/\/sign-in/)
})

test(
  'signing out ends open pages elsewhere at once, and what was being written is kept',
  alone,
  async ({ instance, person, signIn, cast, expectConsole }) => {
    expectConsole(/status of 401/)
    const { incident } = await api(instance.one, cast.member).declare(printers)
    const context = await signIn(await person('Sora Signs Out'))
    const [reading, leaving] = [await context.newPage(), await context.newPage()]
    await reading.goto(`/incidents/${incident.ref}`)
    const room = roomOf(reading)
    await expect(room.live).toBeVisible()
    await room.composer.fill('Half a sentence that')
    await leaving.goto('/')
    await leaving.getByRole('button', { name: /your menu$/ }).click()
    await leaving.getByRole('button', { name: 'Sign out' }).click()
    await expect(leaving).toHaveURL(/\/sign-in/)
    const ended = reading.getByRole('dialog', { name: 'Your session ended' })
    await within(5000, () => seen(ended), [instance.one])
    await expect(ended.getByRole('link', { name: 'Sign in again' })).toHaveAttribute(
      'href',
      new RegExp(`/sign-in\\?.*${incident.ref}`),
    )
    await reading.reload()
    await expect(reading).toHaveURL(/\/sign-in/)
    // The same person, signed in again on the same device.
    expect(await reading.evaluate(() => JSON.stringify(localStorage))).toContain('Half a sentence that')
  },
)

test('tokens: made on the page and from the command line, revoked at once', async ({
  instance,
  cast,
  open,
}) => {
  const page = await open(cast.admin, '/settings/tokens')
  await page.getByLabel('Name', { exact: true }).fill('Deploy bot')
  await page.getByRole('button', { name: 'Make token' }).click()
  const token = await page.getByLabel('Token for Deploy bot').inputValue()
  expect((await request(instance.two, { token }, '/incidents')).status).toBe(200)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const copied = page.getByText(/^Token for .* (copied|selected)/)
  await expect(copied).toContainText('Deploy bot')
  await page.getByRole('button', { name: 'Revoke Deploy bot' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByText('Revoked', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('The token Deploy bot is revoked.')).toBeAttached()
  await expect(page.getByRole('heading', { name: 'Tokens', exact: true })).toBeFocused()
  // The next one that is shown was not copied yet.
  await page.getByLabel('Name', { exact: true }).fill('Wall')
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByLabel('Token for Wall')).toBeVisible()
  await expect(copied).toHaveCount(0)
  expect((await request(instance.two, { token }, '/incidents')).status).toBe(401)

  const made = await sitrep(
    instance,
    'token',
    'create',
    '--name',
    'Bot',
    '--as',
    cast.member.email,
    '--role',
    'observer',
  )
  expect(made).toMatch(/^sr_\S+\n$/)
  const lesser = { token: made.trim() }
  expect((await request(instance.one, lesser, '/incidents')).status).toBe(200)
  expect((await request(instance.one, lesser, '/incidents', printers)).status).toBe(403)
})

test('a locked-out admin gets in by a link from the command line; the logs verify', async ({
  instance,
  person,
  signIn,
}) => {
  const locked = await person('Lou Locked', 'admin')
  await instance.sql(`update people set password_hash = 'forgotten' where id = $1`, [locked.id])
  const said = await sitrep(instance, 'person', 'reset', locked.email)
  const [path = ''] = /\/reset\?token=\S+/.exec(said) ?? []
  const page = await (await signIn(null)).newPage()
  await page.goto(path)
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password and sign in' }).click()
  await expect(page.getByRole('button', { name: /Lou Locked, your menu/ })).toBeVisible()
  expect(await sitrep(instance, 'verify')).toMatch(/\d+/)
})

function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

async function change(page: Page, name: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click()
  await page.getByRole('button', { name: what, exact: true }).click()
}
