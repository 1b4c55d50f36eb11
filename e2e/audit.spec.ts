import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { expectAccessible } from './kit/accessible.ts'
import { request } from './kit/api.ts'
import { test } from './kit/test.ts'

test('who did what: in sentences, filtered by person, action and date, page by page, and as a table', async ({
  instance,
  person,
  open,
}) => {
  const [adam, wordy] = [await person('Adam Audits', 'admin'), await person('W'.repeat(120))]
  await instance.sql(
    `insert into audit_log (id, at, actor_kind, actor_id, actor_name, action, target, details)
      select gen_random_uuid(), now() - interval '400 days' - n * interval '1 minute', 'person', $1::text, $2, 'set_person_role', $3::text,
        '{"from": "member", "to": "observer"}' from generate_series(1, 10000) n`,
    [adam.id, adam.name, wordy.id],
  )
  const page = await open(adam, '/settings/people')
  await page.getByLabel('Name', { exact: true }).fill('=1+1')
  await page.getByLabel('Work e-mail').fill('formula@example.org')
  await page.getByRole('button', { name: 'Make invitation link' }).click()
  await expect(page.getByLabel('Invitation for =1+1')).toBeVisible()

  await page.goto('/settings/audit')
  const lines = page.getByRole('main').locator('ol > li')
  await expect(lines.first()).toContainText('Adam Audits invited =1+1 as member.')
  await page.getByLabel('Person').selectOption({ label: adam.name })
  await page.getByLabel('Action').selectOption({ label: 'Changed a role' })
  await page.getByRole('button', { name: 'Filter' }).press('Enter')
  await expect(lines).toHaveCount(50)
  await expect(lines.first()).toContainText(`made ${wordy.name} an observer, before: member.`)
  await expectAccessible(page, 'the audit log with many lines and a long name')
  const first = await lines.first().innerHTML()
  await page.getByRole('link', { name: 'Older', exact: true }).click()
  await expect(page).toHaveURL(/cursor=/)
  await expect(lines).toHaveCount(50)
  expect(await lines.first().innerHTML()).not.toBe(first)
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page).not.toHaveURL(/cursor=/)

  await page.goto('/settings/audit')
  await page.getByLabel('To').fill('2020-01-01')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectAccessible(page, 'the audit log with nothing in it')
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(lines.first()).toContainText('invited =1+1')

  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save as CSV' }).click()
  const table = await readFile(await (await saved).path(), 'utf8')
  expect((await saved).suggestedFilename()).toBe('audit-log.csv')
  expect(table.split('\r\n').length).toBeGreaterThan(10_000)
  expect(table).toContain(`"'=1+1"`)
  expect(table).not.toMatch(/(^|,)"?[=+@-]/m)
})

test('RELIABILITY §4, row 35: an admin reads it, nobody else, on no way', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 40[13]/)
  for (const [who, status] of [
    ['observer', 403],
    ['member', 403],
    ['admin', 200],
  ] as const) {
    expect((await request(instance.one, cast[who], '/audit-log.csv')).status).toBe(status)
    const page = await open(cast[who], '/')
    for (const path of ['/settings/audit', '/settings/people', `/settings/people/${cast.second.id}`]) {
      expect((await page.goto(path))?.status()).toBe(status)
    }
    if (status === 403) await expect(page.getByText(cast.second.email)).toHaveCount(0)
  }
  expect((await request(instance.one, { token: '' }, '/audit-log.csv')).status).toBe(401)
  expect((await request(instance.one, cast.admin, '/audit-log.csv?action=nonsense')).status).toBe(400)
})
