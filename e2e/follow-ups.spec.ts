import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { inTurn } from './kit/in-turn.ts'
import { settled } from './kit/requests.ts'
import { test } from './kit/test.ts'

test('a follow-up is added, moved on and found by filters that stand in the address', async ({
  instance,
  cast,
  open,
}) => {
  const { incident } = await api(instance.one, cast.member).declare({
    severity: 'SEV3',
    topic: 'Logins hang after the sessions migration',
  })
  const page = await open(cast.member, '/reports')
  await settled(page)
  const press = (key: string) => page.keyboard.press(key)
  await inTurn(['g', 'f'], press, () => expect(page.getByText('Nothing to be done.')).toBeVisible())
  await page.getByRole('button', { name: 'Add a follow-up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Incident').fill('INC-9999')
  await dialog.getByLabel('What is to be done').fill('Set lock_timeout for every migration')
  await dialog.getByLabel('Owner').selectOption(cast.member.id)
  await dialog.getByLabel('Due').fill('2020-05-20')
  await dialog.getByLabel('Due').press('Enter')
  await expect(dialog.getByText('There is no incident INC-9999.')).toBeVisible()
  await dialog.getByLabel('Incident').fill(incident.ref.toLowerCase())
  await dialog.getByRole('button', { name: 'Add the follow-up' }).click()
  await expect(dialog).toHaveCount(0)
  const row = page.getByRole('row', { name: /Set lock_timeout/ })
  await expect(row).toContainText('Overdue')
  await expect(row.getByRole('link', { name: incident.ref })).toBeVisible()

  // By keyboard: to the row, open its states, choose.
  await page.keyboard.press('j')
  await expect(row.locator(':focus')).toHaveCount(1)
  await row.getByRole('button', { name: /^Open\. Change/ }).focus()
  await page.keyboard.press('Enter')
  await row.getByRole('button', { name: 'In progress', exact: true }).click()
  await expect(row.getByRole('button', { name: /^In progress\. Change/ })).toBeVisible()

  // Somebody else edits it while it is open here: both texts stand there, then the later one counts.
  await row.getByRole('button', { name: /^Edit/ }).click()
  await dialog.getByLabel('What is to be done').fill('Lint migrations for locks')
  const [kept] = (
    (await api(instance.two, cast.second).get(`/follow-ups?incident=${incident.ref}`)) as {
      followUps: { id: string }[]
    }
  ).followUps
  await instance.sql(`update follow_ups set title = 'Set it to 2 s', changed_at = now() where id = $1`, [
    kept?.id,
  ])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/“Set it to 2 s”/)).toBeVisible()
  await expect(dialog.getByLabel('What is to be done')).toHaveValue('Lint migrations for locks')
  await dialog.getByRole('button', { name: 'Save mine' }).click()
  await expect(dialog).toHaveCount(0)
  const mended = page.getByRole('row', { name: /Lint migrations for locks/ })

  await page.getByRole('link', { name: /^Mine/ }).click()
  await expect(page).toHaveURL(/\/follow-ups\?owner=me$/)
  await page.getByLabel('Search follow-ups').fill('lint')
  await page.getByLabel('Search follow-ups').press('Enter')
  await expect(page).toHaveURL(/q=lint/)
  await expect(page).toHaveURL(/owner=me/)
  await expect(mended).toBeVisible()
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('process')
  await expect(page.getByText('No follow-up matches.')).toBeVisible()
  await page.goto(`/follow-ups?due=overdue&incident=${incident.ref}`)
  await mended.getByRole('button', { name: /Change the state/ }).click()
  await mended.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(page.getByText('No follow-up matches.')).toBeVisible()
  await page.goto('/follow-ups?state=done')
  await expect(mended).toContainText('Done')

  // An observer reads the same and changes nothing.
  const reading = await open(cast.observer, '/follow-ups?state=all')
  await expect(reading.getByText('Lint migrations for locks')).toBeVisible()
  await expect(reading.getByRole('button', { name: /Change the state|^Edit|Add a follow-up/ })).toHaveCount(0)
})

test('an open follow-up comes back: while somebody declares, and on the live page', async ({
  instance,
  cast,
  open,
}) => {
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({
    topic: 'Logins hang after the sessions migration',
    severity: 'SEV3',
  })
  const page = await open(cast.member, `/follow-ups?incident=${incident.ref}`)
  await page.getByRole('button', { name: 'Add a follow-up' }).click()
  await expect(page.getByLabel('Incident').last()).toHaveValue(incident.ref)
  await page.getByLabel('What is to be done').fill('Set lock_timeout for every migration')
  await page.getByRole('button', { name: 'Add the follow-up' }).click()
  await expect(page.getByRole('row', { name: /Set lock_timeout/ })).toBeVisible()

  await page.goto('/declare')
  await page.getByLabel('What is happening?').fill('Invoices are late')
  await page.getByLabel('What is happening?').fill('A migration locks every login')
  await expect(page.getByText('1 open follow-up may fit.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Set lock_timeout for every migration' })).toHaveAttribute(
    'href',
    new RegExp(`incident=${incident.ref}#follow-up-`),
  )
  const { incident: now } = await member.declare({ topic: 'A migration locks every login', severity: 'SEV1' })
  await page.goto(`/incidents/${now.ref}`)
  const facts = page.getByRole('region', { name: 'An open follow-up may fit' })
  await facts.getByRole('link', { name: 'Set lock_timeout for every migration' }).click()
  await expect(page).toHaveURL(new RegExp(`/follow-ups\\?incident=${incident.ref}#`))
  const { incident: other } = await member.declare({ topic: 'Cards are declined', severity: 'SEV3' })
  await page.goto(`/incidents/${other.ref}`)
  await expect(page.getByRole('heading', { name: 'Labels' })).toBeVisible()
  await expect(facts).toHaveCount(0)
})
