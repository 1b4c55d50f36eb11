import { expect, type Page } from '@playwright/test'
import type { Fakes } from './fakes/fakes.ts'
import type { TakenMail } from './fakes/resend.ts'
import { webhookSecret } from './kit/mail.ts'
import { settled } from './kit/requests.ts'
import { test } from './kit/test.ts'

test.use({ mail: true })

const password = 'seven calm herons at dusk'

test('a forgotten password: the same answer for everybody, a mail for who has an account, and in again', async ({
  instance,
  person,
  cast,
  signIn,
  open,
  resend,
  expectConsole,
}) => {
  const lost = await person('Lou Lost')
  await instance.sql(`update people set password_hash = 'forgotten' where id = $1`, [lost.id])
  const page = await (await signIn(null)).newPage()
  const said = async (email: string) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    // The page before has a field of the same name.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Forgot your password?')
    await page.getByLabel('Work e-mail').fill(email)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    return await page.getByRole('status').filter({ hasText: 'Check your mail' }).textContent()
  }
  expect(await said('nobody@example.org')).toBe(await said(lost.email))
  const mail = await mailTo(resend, lost.email)
  expect((await resend.journal()).mails).toHaveLength(1)
  const link = /http:\S+\/reset\?token=\S+/.exec(String(mail.body.text))?.[0] ?? ''
  await page.goto(link)
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password and sign in' }).click()
  await expect(page.getByRole('button', { name: /Lou Lost, your menu/ })).toBeVisible()

  // Resend reports, twice and out of order; the page has the last word.
  const hook = { url: `${instance.two.url}/api/hooks/resend`, secret: webhookSecret, emailId: mail.id }
  const types = ['email.delivered', 'email.sent']
  expect(await resend.report({ ...hook, types, twice: true })).toEqual([204, 204, 204, 204])

  const admin = await open(cast.admin, '/settings/deliveries?kind=password_reset')
  await expect(admin.getByText('By Resend, from Meridian SitRep')).toBeVisible()
  await expect(row(admin, lost.name)).toContainText('Delivered')
  await expect(row(admin, lost.name)).toContainText(lost.email)
  await row(admin, lost.name).getByRole('link').click()
  const shown = admin.frameLocator('iframe')
  await expect(shown.getByText('Set a new password').first()).toBeVisible()
  await admin.getByText('As plain text').click()
  await expect(admin.locator('pre')).toContainText('/reset?token=…hidden…')
  expect(await admin.content()).not.toContain(link.split('=').at(-1))

  const member = await open(cast.member, '/settings/deliveries')
  await expect(row(member, lost.name)).toContainText('l…@example.org')
  expect(await member.content()).not.toContain(lost.email)
  expectConsole(/status of 403/)
  const observer = await (await signIn(cast.observer)).newPage()
  expect((await observer.goto('/settings/deliveries'))?.status()).toBe(403)
})

test('an invitation by mail that comes back: the address is shown, and let go again by an admin', async ({
  instance,
  cast,
  open,
  resend,
}) => {
  const admin = await open(cast.admin, '/settings/people')
  await admin.getByLabel('Name', { exact: true }).fill('Bo Bounce')
  await admin.getByLabel('Work e-mail').fill('bo.bounce@example.org')
  await admin.getByRole('button', { name: 'Invite by mail' }).click()
  await expect(admin.getByText('A mail with it is on its way to them')).toBeVisible()
  const invitation = await admin.getByLabel('Invitation for Bo Bounce').inputValue()
  const mail = await mailTo(resend, 'bo.bounce@example.org')
  // The worker is the other process, whose links lead to itself; the token is the same.
  expect(String(mail.body.text)).toContain(new URL(invitation).search)

  const url = `${instance.one.url}/api/hooks/resend`
  await resend.report({ url, secret: webhookSecret, emailId: mail.id, types: ['email.bounced'] })
  await admin.goto('/settings/deliveries')
  await admin.getByLabel('State').selectOption('Bounced')
  await admin.getByRole('button', { name: 'Filter' }).click()
  await expect(admin).toHaveURL(/state=bounced/)
  await expect(row(admin, 'Bo Bounce').first()).toContainText('The mail came back')
  const lift = admin.getByRole('button', { name: 'Lift bo.bounce@example.org' })
  // Filtering loaded the page anew: its scripts may not be there yet.
  await admin.waitForLoadState('load')
  await settled(admin)
  await lift.click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Send to it again' }).click()
  await expect(lift).toBeHidden()
  await expect(admin.getByText('No address is suppressed.')).toBeVisible()
  await expect(admin.getByText('Mail goes to bo.bounce@example.org again.')).toBeAttached()
  await expect(admin.getByRole('heading', { name: 'Suppressed addresses' })).toBeFocused()
})

async function mailTo(resend: Fakes, address: string): Promise<TakenMail> {
  const find = async () => (await resend.journal()).mails.find(({ body }) => String(body.to) === address)
  await expect.poll(find).toBeDefined()
  const mail = await find()
  if (!mail) throw new Error(`No mail to ${address}`)
  return mail
}

function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}
