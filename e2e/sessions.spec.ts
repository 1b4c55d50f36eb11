import { expect, type Page } from '@playwright/test'
import { hashPassword } from '#lib/auth/password.ts'
import type { Person } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import type { Instance } from './kit/instance.ts'
import { roomOf } from './kit/room.ts'
import { seen } from './kit/seen.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

const password = 'seven calm herons at dusk'

test(
  'a session is ended from another browser: the next request is refused, open pages say so within 5 s',
  alone,
  async ({ instance, cast, person, open, expectConsole }) => {
    expectConsole(/status of 401/)
    const { incident } = await api(instance.one, cast.member).declare()
    const sora = await person('Sora Sessions')
    const lost = await open(sora, `/incidents/${incident.ref}`, { on: instance.two })
    await expect(roomOf(lost).live).toBeVisible()
    const page = await open(sora, '/settings/sessions')
    await expect(page.getByRole('listitem').filter({ hasText: 'This browser' })).toHaveCount(1)
    await page.getByRole('button', { name: /^End the session/ }).click()
    const ended = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
    // Measured from when it is ended on, not from the press.
    await ended
    const said = lost.getByRole('dialog', { name: 'Your session ended' })
    await within(5500, () => seen(said), [instance.one, instance.two])
    await lost.goto('/')
    await expect(lost).toHaveURL(/\/sign-in/)
    await expect(page.getByRole('button', { name: /^End the session/ })).toHaveCount(0)
    await page.goto('/')
    await expect(page.getByRole('button', { name: /Sora Sessions, your menu/ })).toBeVisible()
  },
)

test('all others at one press; an admin sees and ends those of others, and it stands in the audit log', async ({
  cast,
  person,
  open,
  expectConsole,
}) => {
  // A page whose session was ended may ask for its stream once more before it is left.
  expectConsole(/status of 401 .*\/api\/v1\/stream/)
  const sol = await person('Sol Several')
  const [one, two, three] = [
    await open(sol, '/'),
    await open(sol, '/'),
    await open(sol, '/settings/sessions'),
  ]
  await three.getByRole('button', { name: 'End all other sessions' }).click()
  await three.getByRole('dialog').getByRole('button', { name: 'End 2 sessions' }).click()
  await expect(three.getByRole('button', { name: 'End all other sessions' })).toHaveCount(0)
  for (const page of [one, two]) {
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in/)
  }
  const admin = await open(cast.admin, `/settings/people/${sol.id}`)
  await admin.getByRole('button', { name: /^End the session/ }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(admin.getByText('Signed in nowhere')).toBeVisible()
  await three.goto('/')
  await expect(three).toHaveURL(/\/sign-in/)
  await admin.goto(`/settings/audit?person=${sol.id}`)
  await expect(
    admin.getByRole('listitem').filter({ hasText: 'ended a session of Sol Several.' }),
  ).toBeVisible()
  await expect(
    admin.getByRole('listitem').filter({ hasText: 'ended all their other sessions.' }),
  ).toBeVisible()
})

test('guessing is slowed down in all processes alike, whoever it is and whatever the headers say', async ({
  instance,
  person,
  signIn,
}) => {
  const gwen = await person('Gwen Guessed')
  await givePassword(instance, gwen)
  for (const email of ['nobody.at.all@example.org', gwen.email]) {
    await instance.sql('truncate sign_in_failures')
    for (let i = 0; i < 5; i++) {
      const on = i % 2 ? instance.one : instance.two
      const context = await signIn(null, { on, extraHTTPHeaders: { 'x-forwarded-for': `203.0.113.${i}` } })
      const page = await context.newPage()
      await trySignIn(page, email, `wrong guess number ${i}`)
      await expect(page.getByText('E-mail and password do not belong together. Check both.')).toBeVisible()
    }
    // The right one has to wait as well: otherwise the wait would tell it apart.
    const page = await (await signIn(null, { on: instance.two })).newPage()
    await fillSignIn(page, email, password)
    // The five may have taken longer than the wait after them: it begins now, and is longer than the way to the server.
    await instance.sql('update sign_in_failures set failures = failures + 3, last_at = clock_timestamp()')
    await pressSignIn(page)
    await expect(page.getByText(/^Too many tries\. Try again in \d+ seconds\.$/)).toBeVisible()
    await expect(page.getByLabel('Work e-mail')).toHaveValue(email)
  }
  await instance.sql(`update sign_in_failures set last_at = last_at - interval '60 seconds'`)
  const page = await (await signIn(null)).newPage()
  await trySignIn(page, gwen.email, password)
  await expect(page.getByRole('button', { name: /Gwen Guessed, your menu/ })).toBeVisible()
  await page.goto('/settings/sessions')
  await expect(page.getByText(/^Signed in by password/)).toBeVisible()
  await instance.sql('truncate sign_in_failures')
})

async function givePassword({ sql }: Instance, { id }: Person): Promise<void> {
  await sql('update people set password_hash = $2 where id = $1', [id, await hashPassword(password)])
}

async function trySignIn(page: Page, email: string, given: string): Promise<void> {
  await fillSignIn(page, email, given)
  await pressSignIn(page)
}

async function fillSignIn(page: Page, email: string, given: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Work e-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(given)
}

async function pressSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
