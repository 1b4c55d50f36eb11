import { type BrowserContext, expect, type Page } from '@playwright/test'
import { expectAccessible } from './kit/accessible.ts'
import { type App, startApp } from './kit/app.ts'
import { type SignInService, startGithub, startOpenid } from './kit/openid.ts'
import { test } from './kit/test.ts'

/** A third process over the database, for which both ways are set up. */
let app: App
let openid: SignInService
let github: SignInService

test.beforeAll(async ({ instance }) => {
  openid = await startOpenid()
  github = await startGithub()
  app = await startApp({
    ...instance.variables,
    ...{ OIDC_ISSUER: openid.url, OIDC_CLIENT_ID: openid.clientId, OIDC_CLIENT_SECRET: openid.clientSecret },
    OIDC_NAME: 'Meridian login',
    ...{ GITHUB_URL: github.url, GITHUB_ID: github.clientId, GITHUB_SECRET: github.clientSecret },
  })
  openid.allow(`${app.url}/api/auth/callback/openid`)
  github.allow(`${app.url}/api/auth/callback/github`)
})

test.afterAll(async () => {
  const said = app.output()
  await app.end()
  await openid.stop()
  await github.stop()
  expect(said).not.toMatch(/"level":"(error|fatal)"/)
  for (const secret of [openid.clientSecret, github.clientSecret]) expect(said).not.toContain(secret)
})

test('who was invited comes in by a confirmed address, back to where they were going, and stays linked', async ({
  person,
  signIn,
  instance,
}) => {
  const ines = await person('Ines Invited')
  openid.accounts.set('ines', { email: ines.email.toUpperCase(), verified: true })
  const page = await signInWith(await signIn(null, { on: app }), 'ines', { at: '/settings/sessions' })
  await expect(page).toHaveURL(`${app.url}/settings/sessions`)
  await expect(page.getByText('Chrome on Linux')).toBeVisible()
  await expect(page.getByText(/^Signed in by OpenID Connect/)).toBeVisible()

  // The address changes there, and somebody else gets the old one: the account is what counts.
  openid.accounts.set('ines', { email: 'ines.married@example.org', verified: true })
  const later = await signInWith(await signIn(null, { on: app }), 'ines')
  await expect(later.getByRole('button', { name: /Ines Invited, your menu/ })).toBeVisible()
  openid.accounts.set('heir', { email: ines.email, verified: true })
  const heir = await signInWith(await signIn(null, { on: app }), 'heir')
  await expect(heir.getByRole('heading', { level: 1 })).toHaveText('This is another account than before')
  expect(await instance.sql('select subject from identities where person_id = $1', [ines.id])).toEqual([
    { subject: 'ines' },
  ])
})

test('strangers, unconfirmed addresses and disabled people are told calmly whom to ask', async ({
  person,
  signIn,
  instance,
}) => {
  const [una, dora] = [await person('Una Unconfirmed'), await person('Dora Disabled')]
  await instance.sql('update people set disabled_at = now() where id = $1', [dora.id])
  openid.accounts.set('stranger', { email: 'mallory@example.org', verified: true })
  openid.accounts.set('una', { email: una.email, verified: false })
  openid.accounts.set('dora', { email: dora.email, verified: true })
  for (const [name, title] of [
    ['stranger', 'There is no account for you yet'],
    ['una', 'Your address is not confirmed there'],
    ['dora', 'There is no account for you yet'],
  ] as const) {
    const page = await signInWith(await signIn(null, { on: app }), name)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.getByText(/Ask an admin|ask an admin/)).toBeVisible()
    expect(page.url()).toMatch(/\/sign-in\?refused=[a-z-]+$/)
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in/)
  }
  expect(
    await instance.sql('select 1 from identities where person_id = any($1)', [[una.id, dora.id]]),
  ).toEqual([])
})

test('an answer that nobody here asked for signs nobody in', async ({ person, signIn }) => {
  const vic = await person('Vic Victim')
  openid.accounts.set('vic', { email: vic.email, verified: true })
  const context = await signIn(null, { on: app })
  const page = await context.newPage()
  for (const path of [
    '/api/auth/callback/openid?code=stolen&state=forged',
    '/api/auth/callback/openid?error=access_denied&error_description=select+1',
    '/api/auth/callback/github?code=stolen&state=forged',
  ]) {
    await page.goto(path)
    await expect(page.getByText('The sign-in was not completed.')).toBeVisible()
    expect(page.url()).not.toContain('select')
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in/)
  }
  // The answer for one browser is of no use in another, which has not its state.
  const asking = await context.newPage()
  await asking.goto('/sign-in')
  await asking.getByRole('button', { name: 'Sign in with Meridian login' }).click()
  await asking.getByLabel('Account').fill('vic')
  const way = asking.waitForRequest('**/api/auth/callback/openid?**')
  await asking.getByRole('button', { name: 'Go on' }).click()
  await expect(asking.getByRole('button', { name: /Vic Victim, your menu/ })).toBeVisible()
  const other = await (await signIn(null, { on: app })).newPage()
  await other.goto((await way).url())
  await expect(other.getByText('The sign-in was not completed.')).toBeVisible()
})

test('GitHub: by the primary address that it confirmed, never by the one of the profile', async ({
  person,
  signIn,
}) => {
  const [gil, bob] = [await person('Gil Hub'), await person('Bob Unconfirmed')]
  github.accounts.set('gil', { email: gil.email, verified: true })
  github.accounts.set('bob', { email: bob.email, verified: false })
  const page = await signInWith(await signIn(null, { on: app }), 'gil', { button: 'Sign in with GitHub' })
  await expect(page.getByRole('button', { name: /Gil Hub, your menu/ })).toBeVisible()
  const refused = await signInWith(await signIn(null, { on: app }), 'bob', { button: 'Sign in with GitHub' })
  await expect(refused.getByRole('heading', { level: 1 })).toHaveText('Your address is not confirmed there')
})

test('what is not set up is not offered', async ({ open }) => {
  const page = await open(null, '/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /Sign in with/ })).toHaveCount(0)
})

test('a provider that does not answer is said to be just that, and the password is still a way in', async ({
  open,
}) => {
  const page = await open(null, '/sign-in', { on: app })
  await page.getByLabel('Work e-mail').fill('ines@example.org')
  await openid.stop()
  await page.getByRole('button', { name: 'Sign in with Meridian login' }).press('Enter')
  await expect(
    page.getByText('This sign-in does not answer just now. Use your password, or try again.'),
  ).toBeVisible()
  await expect(page.getByLabel('Work e-mail')).toHaveValue('ines@example.org')
  await expectAccessible(page, 'sign-in with other ways, of which one does not answer')
})

/** From our sign-in page to the provider, as the account of that name, and back. */
async function signInWith(
  context: BrowserContext,
  name: string,
  { at = '/', button = 'Sign in with Meridian login' }: { at?: string; button?: string } = {},
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(at)
  await page.getByRole('button', { name: button }).click()
  await page.getByLabel('Account').fill(name)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(`${app.url}/**`)
  return page
}
