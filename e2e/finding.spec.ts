import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './kit/accessible.ts'
import { api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

const tableOf = (page: Page) => page.getByRole('table')

test('a word in the log finds its incident, shows where it stands, and leads there; a slip of the finger too', async ({
  instance,
  cast,
  open,
}) => {
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ topic: 'Customers cannot log in', severity: 'SEV1' })
  await member.declare({ topic: 'Refunds are paid twice', severity: 'SEV2' })
  const text = 'We **roll back** the migration, then look again.'
  await member.command(incident.ref, { type: 'log', kind: 'decision', text, details: {} })
  const page = await open(cast.observer, '/incidents')
  await page.getByLabel('Search incidents').fill('roll migr')
  await page.keyboard.press('Enter')
  const line = tableOf(page).getByRole('link', {
    name: /Decision by Ines Okafor: We roll back the migration/,
  })
  await expect(line.locator('mark')).toHaveText(['roll', 'migration'])
  await expect(tableOf(page).getByText('Refunds')).toHaveCount(0)
  await expectAccessible(page, 'found in the log')
  await page.getByLabel('Search incidents').fill('migartion')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing holds “migartion”. Showing matches for “migration”.')).toBeVisible()
  await line.click()
  await expect(page).toHaveURL(new RegExp(`/incidents/${incident.ref}#entry-2$`))
  await expect(roomOf(page).entry('look again')).toBeVisible()
})

test('filters stand in the address, are taken away one by one, and leave as CSV that computes nothing', async ({
  instance,
  cast,
  open,
}) => {
  const [member, second] = [api(instance.one, cast.member), api(instance.one, cast.second)]
  const { incident } = await member.declare({
    topic: '=HYPERLINK("http://x";"Pay")',
    reported: 'a "b", c\r\nd',
  })
  await second.command(incident.ref, { type: 'take_role', role: 'scribe' })
  await member.command(incident.ref, { type: 'add_label', kind: 'component', name: 'Checkout' })
  const page = await open(cast.observer, '/incidents')
  await page.getByText('More filters').click()
  await page.getByLabel('Person').selectOption(cast.second.id)
  await page.getByLabel('Role', { exact: true }).selectOption('scribe')
  await page.getByLabel('Label', { exact: true }).selectOption({ label: 'Checkout' })
  await page.getByLabel('Reported from').fill('2026-01-01')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(page).toHaveURL(/person=.*role=scribe.*label=component%3Acheckout.*from=2026-01-01/)
  await expect(tableOf(page).getByRole('link', { name: /HYPERLINK/ })).toBeVisible()
  await expectAccessible(page, 'a list with filters')
  const leaves = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).first().click()
  const rows = readCsv(await readFile(await (await leaves).path(), 'utf8'))
  expect(rows.map(([ref]) => ref)).toEqual(['\uFEFFref', incident.ref])
  expect(rows[1]?.[2]).toBe(`'=HYPERLINK("http://x";"Pay")`)
  expect(rows[1]?.[5]).toBe('a "b", c\r\nd')
  await page.getByRole('link', { name: 'Remove filter: Scribe' }).click()
  await expect(page).not.toHaveURL(/role=/)
  await page.goto(`${page.url()}&q=nothing+like+it`)
  await expect(page.getByText('No incident matches.')).toBeVisible()
  await expectAccessible(page, 'nothing matches')
  await page.getByRole('link', { name: 'Clear filters' }).first().click()
  await expect(page).toHaveURL('/incidents')
})

test('what was merged is folded into the one it went on in', async ({ instance, cast, open }) => {
  const admin = api(instance.one, cast.admin)
  const { incident: kept } = await admin.declare({ topic: 'The shop is down' })
  const { incident: twin } = await admin.declare({ topic: 'Nobody can order' })
  await admin.command(twin.ref, { type: 'merge_into', target: kept.ref })
  const page = await open(cast.member, '/incidents')
  const row = tableOf(page).getByRole('row').filter({ hasText: 'The shop is down' })
  await expect(row).toContainText('1 merged')
  await expect(tableOf(page).getByText('Nobody can order')).toHaveCount(0)
  await page.getByLabel('Status').selectOption('merged')
  await expect(tableOf(page).getByRole('row').filter({ hasText: 'Nobody can order' })).toContainText(
    `Merged into ${kept.ref}`,
  )
})

test('whoever declares what is known already joins it by keyboard, and what they typed comes along', async ({
  instance,
  cast,
  person,
  open,
}) => {
  const { incident } = await api(instance.one, cast.member).declare({
    topic: 'Badges open no door in Warsaw',
  })
  const page = await open(await person('Hanna Petrov'), '/declare')
  await page.getByLabel('What was reported?').fill('Since nine o’clock, all floors.')
  await page.getByLabel('What is happening?').fill('Bagdes open no doors')
  await expect(page.getByRole('status').filter({ hasText: '1 open incident looks alike.' })).toBeVisible()
  await expectAccessible(page, 'declaring what looks alike')
  await page.getByRole('button', { name: `Join ${incident.ref} instead` }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/incidents/${incident.ref}`)
  const room = roomOf(page)
  await expect(room.composer).toHaveValue(
    'Also reported: Bagdes open no doors\nSince nine o’clock, all floors.',
  )
  await room.composer.press('Enter')
  await expect(room.entry('Also reported: Bagdes')).toBeVisible()
  await page.goto('/declare')
  await expect(page.getByLabel('What is happening?')).toHaveValue('')
})

test('without a network nothing is said of others, and nothing breaks', async ({
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED/)
  const page = await open(cast.member, '/declare')
  const asked = page.waitForRequest(/similar/)
  await page.route('**/similar?*', (route) => route.abort())
  await page.getByLabel('What is happening?').fill('The shop is down')
  await asked
  await expect(page.getByText('looks alike')).toHaveCount(0)
  await expect(page.getByLabel('What is happening?')).toHaveValue('The shop is down')
})

/** RFC 4180, strictly: anything after a closing quote but a comma or a line break is an error. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  while (cell.lastIndex < text.length) {
    const [found, quoted, plain = '', end] = cell.exec(text) ?? []
    if (found === undefined) throw new Error(`No CSV at ${cell.lastIndex}`)
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n' && cell.lastIndex < text.length) rows.push([])
  }
  return rows
}
