import { expect } from '@playwright/test'
import { test } from './kit/test.ts'

const table = [
  'Name;E-Mail;Gruppe',
  'Lotte Meyer;lotte@example.org;Management',
  'Paul Adler;paul@example.org;Board',
  'Wrong;a@x,b@y;Board',
  'Zoë Lind;ZOE@example.org;',
].join('\r\n')

test('the directory: by hand, from a table after its preview, told by severity', async ({
  instance,
  cast,
  open,
}) => {
  await instance.sql('truncate stakeholders, severity_groups cascade')
  const page = await open(cast.admin, '/settings/stakeholders')
  await expect(page.getByText('Nobody yet.')).toBeVisible()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Add a stakeholder' }).click()
  await dialog.getByLabel('Name').fill('Lotte M.')
  // One that the browser itself lets through.
  await dialog.getByLabel('E-mail').fill(`${'l'.repeat(65)}@example.org`)
  await dialog.getByLabel('Group').fill('Management')
  await dialog.getByRole('button', { name: 'Add to the directory' }).click()
  await expect(dialog.getByText('Write one e-mail address, such as ines@example.org.')).toBeVisible()
  await dialog.getByLabel('E-mail').fill('lotte@example.org')
  await dialog.getByRole('button', { name: 'Add to the directory' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Management' })).toContainText('lotte@example.org')

  await page.getByRole('button', { name: 'Import a table' }).click()
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(table, 'latin1') }
  await dialog.getByLabel('Choose a file').setInputFiles(file)
  await expect(
    dialog.getByText('2 people would be added, 1 person changed, 0 people left as they are.'),
  ).toBeVisible()
  await expect(dialog.getByText('Line 4')).toBeVisible()
  await expect(dialog.getByText(/“a@x,b@y” cannot be taken/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Board' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Import 3 people, leave out 1 row' }).click()
  await expect(dialog.getByText('2 people added, 1 person changed.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Show the directory' }).click()
  await expect(page.getByRole('region', { name: 'Management' })).toContainText('Lotte Meyer')
  await expect(page.getByRole('region', { name: 'In no group' })).toContainText('Zoë Lind')

  await page.getByLabel('Management at SEV1').check()
  await page.getByRole('button', { name: 'Save groups' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await page.getByRole('button', { name: 'Change Paul Adler' }).click()
  await page.getByRole('button', { name: 'Remove…' }).locator('visible=true').click()
  await dialog.getByRole('button', { name: 'Remove from the directory' }).click()
  await expect(page.getByText('paul@example.org')).toHaveCount(0)
  await expect(page.getByText('Paul Adler is removed from the directory.')).toBeAttached()
  await expect(page.getByRole('heading', { name: 'Directory' })).toBeFocused()
  await page.reload()
  await expect(page.getByLabel('Management at SEV1')).toBeChecked()

  // A member adds, and sees who is told; an observer sees names and groups alone.
  const member = await open(cast.member, '/settings/stakeholders')
  await expect(member.getByRole('button', { name: 'Add a stakeholder' })).toBeVisible()
  await expect(member.getByText('lotte@example.org')).toBeVisible()
  await expect(member.getByRole('button', { name: /Import|Change Lotte|Save groups/ })).toHaveCount(0)
  const observer = await open(cast.observer, '/settings/stakeholders')
  await expect(observer.getByText('Lotte Meyer')).toBeVisible()
  expect(await observer.content()).not.toContain('lotte@example.org')
  await expect(observer.getByRole('button', { name: 'Add a stakeholder' })).toHaveCount(0)
})
