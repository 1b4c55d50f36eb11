import { expect, type Page } from '@playwright/test'
import type { Fakes } from './fakes/fakes.ts'
import type { TakenMail } from './fakes/resend.ts'
import { startWebhooksFake } from './fakes/webhooks.ts'
import { expectAccessible } from './kit/accessible.ts'
import type { Person } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { makeLink, visitLink } from './kit/made-links.ts'
import { test } from './kit/test.ts'

test.use({ mail: true })

const words = (headline: string) => ({
  type: 'publish_update',
  title: 'Customers cannot log in',
  headline,
  text: 'The login was moved.\nWe watch it.',
  state: 'fixed_watching',
  affected: [{ name: 'Log in', state: 'recovered' }],
  nextUpdateAt: new Date(Date.now() + 3_600_000).toISOString(),
})

test('without scripts: a form, a mail, a yes; each update by mail; one click, and no more', async ({
  instance,
  cast,
  signIn,
  open,
  resend,
}) => {
  const admin = api(instance.one, cast.admin)
  const { incident } = await admin.declare({ severity: 'SEV1' })
  const { path } = await makeLink(instance.one, cast.admin, incident.ref)
  expect((await visitLink(instance.one, path)).status).toBe(200)
  const page = await (await signIn(null, { javaScriptEnabled: false })).newPage()
  await page.goto(path)
  await page.getByRole('link', { name: 'Email me each update' }).click()
  await page.getByLabel('E-mail').fill('lena@example.org')
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your mail.')

  const asked = await mailTo(resend, 'lena@example.org')
  await page.goto(/http:\S+\/s\/confirm\/\S+/.exec(String(asked.body.text))?.[0] ?? '')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is confirmed.')

  await admin.command(incident.ref, words('Logins work again.'))
  const update = await mailTo(resend, 'lena@example.org', 'Logins work again.')
  const headers = update.body.headers as Record<string, string>
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const leave = /^<(http:\S+\/s\/unsubscribe\/[\w-]{43})>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? ''
  expect(String(update.body.text)).toContain(leave)
  expect(JSON.stringify(update.body)).not.toContain(incident.ref)
  // Members see that it went, and not to which address.
  const member = await open(cast.member, `/settings/deliveries?incident=${incident.ref}`)
  await expect(member.getByText('to l…@example.org')).toBeVisible()
  expect(await member.content()).not.toContain('lena@')

  // What a mail program does by itself (RFC 8058).
  const click = await ask(leave, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example.com' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(click.status).toBe(200)
  await page.goto(leave)
  await expect(page.getByRole('button', { name: 'Stop the mails' })).toBeVisible()

  // Somebody else still gets the next one, so its turn has been.
  const send = sending(instance.one, cast.admin)
  const lotte = await send('POST', '/stakeholders', { name: 'Lotte', email: 'lotte@example.org' })
  await send('PATCH', `/stakeholders/${lotte.id}`, { updates: ['SEV1'] })
  await admin.command(incident.ref, words('It holds.'))
  await mailTo(resend, 'lotte@example.org', 'It holds.')
  const { mails } = await resend.journal()
  expect(mails.filter(({ body }) => String(body.to) === 'lena@example.org')).toHaveLength(2)
})

test('a webhook, from the settings to what is posted; what came of it stands in Deliveries', async ({
  instance,
  cast,
  open,
  resend: _,
}) => {
  const receiver = await startWebhooksFake()
  try {
    const page = await open(cast.admin, '/settings/webhooks')
    await page.getByLabel('Name').fill('Wiki')
    await page.getByLabel('Address').fill('https://10.0.0.1/hooks')
    await page.getByRole('button', { name: 'Add webhook' }).click()
    await expect(page.getByLabel('SEV1')).toBeFocused()
    await expect(page.getByLabel('SEV1')).toHaveAccessibleDescription(
      'Give either severities or one incident.',
    )
    await page.getByLabel('SEV1').check()
    await page.getByRole('button', { name: 'Add webhook' }).click()
    await expect(page.getByText('Its address lies in a private network.')).toBeVisible()
    await page.getByLabel('Address').fill(`${receiver.url}/hooks/s3cret`)
    await page.getByRole('button', { name: 'Add webhook' }).click()
    const secret = await page.getByLabel('Secret of Wiki').inputValue()
    expect(secret).toMatch(/^whsec_/)
    receiver.trust(secret)
    const admin = api(instance.one, cast.admin)
    const { incident } = await admin.declare({ severity: 'SEV1' })
    await admin.command(incident.ref, words('Logins work again.'))
    await expect.poll(() => receiver.journal().taken.length).toBe(1)
    expect(receiver.journal().violations).toEqual([])
    await page.reload()
    expect(await page.content()).not.toContain(secret)

    const member = await open(cast.member, '/settings/deliveries?kind=public_update')
    await expect(member.getByText('Public update, webhook').first()).toBeVisible()
    expect(await member.content()).not.toContain('s3cret')
    await member
      .getByRole('link', { name: /Public update, webhook/ })
      .first()
      .click()
    await expect(member.frameLocator('iframe').getByText('"update.published"')).toBeVisible()

    await page.getByRole('button', { name: 'Remove Wiki' }).click()
    await page.getByRole('button', { name: 'Remove webhook' }).click()
    await expect(page.getByText('Removed', { exact: true })).toBeVisible()
    await expect(page.getByText('The webhook Wiki is removed.')).toBeAttached()
    await expect(page.getByRole('heading', { name: 'Webhooks', exact: true })).toBeFocused()
  } finally {
    await receiver.stop()
  }
})

test('the directory by severity: one by one and a group at once; who left is asked', async ({
  instance,
  cast,
  open,
  resend,
}) => {
  await instance.sql('truncate subscribers, stakeholders, severity_groups cascade')
  const send = sending(instance.one, cast.admin)
  for (const name of ['Lotte', 'Paul']) {
    await send('POST', '/stakeholders', { name, email: `${name.toLowerCase()}@example.org`, group: 'Board' })
  }
  const page = await open(cast.admin, '/settings/stakeholders')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Change Lotte' }).click()
  await page.getByRole('button', { name: 'Updates…' }).locator('visible=true').click()
  await dialog.getByLabel('SEV2').check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Lotte')).toContainText('Updates: SEV2')
  const group = page.getByRole('region', { name: 'Updates for a group' })
  await group.getByLabel('SEV1').check()
  await group.getByRole('button', { name: 'Set for the whole group' }).click()
  await expect(group.getByText('2 people changed.')).toBeVisible()
  await expect(row(page, 'Paul')).toContainText('Updates: SEV1')

  await instance.sql(
    `update subscribers set ended_at = now(), end_reason = 'unsubscribed' where address = 'paul@example.org'`,
  )
  await page.reload()
  await expect(row(page, 'Paul')).toContainText('Unsubscribed')
  await page.getByRole('button', { name: 'Change Paul' }).click()
  await page.getByRole('button', { name: 'Updates…' }).locator('visible=true').click()
  await expect(dialog.getByText('They unsubscribed.')).toBeVisible()
  await dialog.getByLabel('SEV1').check()
  await dialog.getByRole('button', { name: 'Ask them' }).click()
  await expect(row(page, 'Paul')).toContainText('Asked to confirm')
  const asked = await mailTo(resend, 'paul@example.org')
  expect(String(asked.body.subject)).toMatch(/^Confirm: updates from /)
})

test('the small pages: light and dark, narrow, by axe, without a sound from the policy', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  const { incident } = await api(instance.one, cast.admin).declare({ severity: 'SEV1' })
  const { path } = await makeLink(instance.one, cast.admin, incident.ref)
  expect((await visitLink(instance.one, path)).status).toBe(200)
  expectConsole(/status of 404/, /status of 410/)
  const page = await (await signIn(null)).newPage()
  await page.goto(`${path}/subscribe`)
  await expect(page.getByLabel('E-mail')).toBeVisible()
  await expectAccessible(page, 'subscribing')
  const none = 'x'.repeat(43)
  for (const spent of [`/s/confirm/${none}`, `/s/unsubscribe/${none}`]) {
    await page.goto(spent)
    await expectAccessible(page, spent)
  }
})

/** The API as this person, by their token. */
function sending({ url }: App, { token }: Person) {
  return async (method: string, path: string, body: unknown): Promise<{ id: string }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await ask(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    expect(answer.ok, `${method} ${path}`).toBe(true)
    return (await answer.json()) as { id: string } // both answer with the stakeholder
  }
}

function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

async function mailTo(resend: Fakes, address: string, about = ''): Promise<TakenMail> {
  let found: TakenMail | undefined
  await expect
    .poll(
      async () => {
        const { mails } = await resend.journal()
        found = mails.find(({ body }) => String(body.to) === address && String(body.subject).includes(about))
        return found !== undefined
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  if (!found) throw new Error('No mail')
  return found
}
