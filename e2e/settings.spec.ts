import { expect, type Page } from '@playwright/test'
import { hashPassword } from '#lib/auth/password.ts'
import { expectAccessible } from './kit/accessible.ts'
import { giveSession, type Person } from './kit/accounts.ts'
import { request } from './kit/api.ts'
import { ask } from './kit/ask.ts'
import type { Instance } from './kit/instance.ts'
import { test } from './kit/test.ts'

const password = 'seven calm herons at dusk'

test('name, contact data, picture: wrong ones say how to write them, and nothing typed is lost', async ({
  instance,
  cast,
  person,
  open,
}) => {
  const pia = await person('Pia Profile')
  await instance.sql('update people set password_hash = $2 where id = $1', [
    pia.id,
    await hashPassword(password),
  ])
  const page = await open(pia, '/settings/profile')
  const contact = page.getByRole('region', { name: 'Contact' })
  await contact.getByLabel('Phone').fill('030 5550142')
  await contact.getByLabel('Your password, to confirm').fill(password)
  await contact.getByRole('button', { name: 'Save contact data' }).press('Enter')
  await expect(
    contact.getByText('Write it with + and the code of its country, such as +49 30 5550142.'),
  ).toBeVisible()
  await expect(contact.getByLabel('Phone')).toHaveValue('030 5550142')
  await expect(contact.getByLabel('Phone')).toBeFocused()
  await expectAccessible(page, 'profile with a number that is refused')
  await contact.getByLabel('Phone').fill('+49 30 5550142')
  await contact.getByLabel('Your password, to confirm').fill('not it')
  await contact.getByLabel('Your password, to confirm').press('Enter')
  await expect(contact.getByText('This is not your present password.')).toBeVisible()
  await expect(contact.getByLabel('Phone')).toHaveValue('+49 30 5550142')
  await contact.getByLabel('Your password, to confirm').fill(password)
  await contact.getByLabel('Your password, to confirm').press('Enter')
  await expect(contact.getByText('Saved')).toBeVisible()

  await page
    .getByLabel('Choose a picture')
    .setInputFiles({ name: 'me.txt', mimeType: 'text/plain', buffer: Buffer.from('me') })
  await expect(page.getByText(/This is no picture that the browser can read/)).toBeVisible()
  await page
    .getByLabel('Choose a picture')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await drawing(page) })
  await expect(page.getByText('Choose another picture')).toBeVisible()
  const shown = page.getByRole('button', { name: /Pia Profile, your menu/ }).locator('img')
  await expect(shown).toHaveJSProperty('naturalWidth', 256)
  const [row] = await instance.sql<{ size: number }>(
    'select octet_length(bytes) as size from pictures where person_id = $1',
    [pia.id],
  )
  expect(row?.size).toBeLessThan(50_000)
  const served = await request(instance.two, cast.observer, `/people/${pia.id}/picture`)
  expect(served.headers.get('content-type')).toMatch(/^image\/(webp|png)$/)
  expect(served.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(served.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await ask(`${instance.one.url}/api/v1/people/${pia.id}/picture`)).status).toBe(401)

  // Numbers and addresses are an admin's to see, and in no list that others read.
  const people = await (await request(instance.one, cast.member, '/people')).text()
  expect(people).toContain(pia.name)
  expect(people).not.toMatch(/@example\.org|\+4930/)
  const admin = await open(cast.admin, `/settings/people/${pia.id}`)
  await expect(admin.getByLabel('Phone')).toHaveValue('+49305550142')
  await expectAccessible(admin, 'one person, for an admin')
})

test('a server that does not answer takes nothing of what was typed', async ({
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED/, /50[23] \(/)
  const page = await open(await person('Ria Retry'), '/settings/tokens')
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Deploy bot')
  await page.getByLabel('Role').selectOption('observer')
  let asked = 0
  for (const answer of [
    'nothing',
    { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' },
    { status: 503, contentType: 'text/plain', body: 'no healthy upstream' },
  ] as const) {
    await page.route('**/settings/tokens', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      asked += 1
      await (answer === 'nothing' ? route.abort() : route.fulfill(answer))
    })
    const before = asked
    await page.getByRole('button', { name: 'Make token' }).click()
    await expect.poll(() => asked).toBe(before + 1)
    await expect(page.getByText(/^The server does not answer\. Nothing is lost/)).toBeVisible()
    await expect(name).toHaveValue('Deploy bot')
    await expect(page.getByLabel('Role')).toHaveValue('observer')
    await page.unroute('**/settings/tokens')
  }
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByLabel('Token for Deploy bot')).toHaveValue(/./)
  await expect(page.getByText('The server does not answer.')).toHaveCount(0)
})

test('a theme goes along to every device', async ({ person, open }) => {
  const theo = await person('Theo Theme')
  const [desk, phone] = [await open(theo, '/settings/profile'), await open(theo, '/')]
  const stored = desk.waitForResponse((answer) => answer.request().method() === 'POST')
  await desk.getByRole('main').getByRole('radio', { name: 'Dark' }).press('Space')
  await stored
  await expect(desk.locator('html')).toHaveAttribute('data-theme', 'dark')
  await phone.goto('/incidents')
  await expect(phone.locator('html')).toHaveAttribute('data-theme', 'dark')
  const later = await open(theo, '/')
  await expect(later.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('common passwords are refused with the reason, also from the link of an invitation', async ({
  cast,
  open,
  signIn,
}) => {
  const admin = await open(cast.admin, '/settings/people')
  await admin.getByLabel('Name', { exact: true }).fill('Cody Common')
  await admin.getByLabel('Work e-mail').fill('cody.common@example.org')
  await admin.getByRole('button', { name: 'Make invitation link' }).click()
  const page = await (await signIn(null)).newPage()
  await page.goto(await admin.getByLabel('Invitation for Cody Common').inputValue())
  const field = page.getByLabel('Password', { exact: true })
  for (const [given, reason] of [
    ['Password1234', 'This is one of the most common passwords, or nearly.'],
    ['codycommon12', 'This is hardly more than your name, address or organisation.'],
    ['meridianhealth', 'This is hardly more than your name, address or organisation.'],
  ] as const) {
    await field.fill(given)
    await page.getByRole('button', { name: 'Set password and sign in' }).click()
    await expect(page.getByText(reason)).toBeVisible()
    await expect(field).toBeFocused()
  }
  await field.fill(password)
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(page.getByRole('button', { name: /Cody Common, your menu/ })).toBeVisible()
})

test('RELIABILITY §4, rows 29, 30, 34, 35: actions sent by hand change nothing for whoever may not', async ({
  instance,
  cast,
  person,
  open,
}) => {
  const [target, elevated] = [await person('Tara Target'), await person('Eli Elevated', 'admin')]
  await giveSession(instance, target)
  const admin = await open(elevated, '/settings/people')
  const ids = new Set<string>()
  for (const path of ['/settings/people', `/settings/people/${target.id}`]) {
    await admin.goto(path)
    for (const [id] of (await admin.content()).matchAll(/\b[0-9a-f]{42}\b/g)) ids.add(id)
  }
  // Role, disabling, enabling, links, invitations, contact data, sessions, unlinking, and the page's own.
  expect(ids.size).toBeGreaterThanOrEqual(8)
  const before = await stateOf(instance, target)
  for (const actor of [cast.observer, cast.member, null]) {
    const answers = await Promise.all([...ids].map((id) => sendAction(instance, actor, id, target)))
    for (const text of answers) expect(text).not.toContain('"status":"done"')
  }
  expect(await stateOf(instance, target)).toEqual(before)
  // The same bytes from an admin do something: the test would notice if they were not understood.
  await Promise.all([...ids].map((id) => sendAction(instance, elevated, id, target)))
  expect(await stateOf(instance, target)).not.toEqual(before)
})

/** A request as the browser's own code sends it to a Server Action, with every field that any of them reads. */
async function sendAction(
  { one, ...instance }: Instance,
  actor: Person | null,
  id: string,
  target: Person,
): Promise<string> {
  const cookie = actor ? `__Host-sitrep=${await giveSession({ sql: instance.sql }, actor)}` : ''
  const [session] = await instance.sql<{ hash: string }>(
    `select encode(token_hash, 'hex') as hash from sessions where person_id = $1`,
    [target.id],
  )
  const fields = {
    personId: target.id,
    role: 'admin',
    name: 'Forged',
    email: 'forged@example.org',
    phone: '+49305550199',
    session: session?.hash ?? '',
    issuer: 'x',
  }
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', JSON.stringify([{ status: 'idle' }, '$K1']))
  const answer = await ask(`${one.url}/settings/people`, {
    method: 'POST',
    headers: { cookie, origin: one.url, 'next-action': id, accept: 'text/x-component' },
    body,
  })
  return await answer.text()
}

async function stateOf({ sql }: Instance, { id }: Person): Promise<unknown> {
  const [row] = await sql(
    `select name, email, phone, role, disabled_at,
      (select count(*) from sessions where person_id = p.id and ended_at is null) as sessions,
      (select count(*) from one_time_links where person_id = p.id) as links,
      (select count(*) from people where email = 'forged@example.org') as forged
    from people p where id = $1`,
    [id],
  )
  return row
}

/** A picture larger than what is kept, drawn by the browser. */
async function drawing(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 900
    canvas.height = 600
    const context = canvas.getContext('2d')
    for (let i = 0; context && i < 60; i++) {
      context.fillStyle = `hsl(${i * 6} 60% 50%)`
      context.fillRect(i * 15, 0, 15, 600)
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  return Buffer.from(base64, 'base64')
}
