import { expect, type Page } from '@playwright/test'
import { expectAccessible, phone } from './kit/accessible.ts'
import { givePerson, giveService, type Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import type { Instance } from './kit/instance.ts'
import { dropLink, linksOf, makeLink } from './kit/made-links.ts'
import { roomOf } from './kit/room.ts'
import { sitrep } from './kit/sitrep.ts'
import { test } from './kit/test.ts'

const address = /\/s\/[\w-]{43}$/

/** An incident that this person commands. */
async function commanded(instance: Instance, commander: Person): Promise<string> {
  const { incident } = await api(instance.one, commander).declare({ severity: 'SEV1' })
  await api(instance.one, commander).command(incident.ref, { type: 'take_role', role: 'commander' })
  return incident.ref
}

const linksDialog = (page: Page) => page.getByRole('dialog', { name: 'Stakeholder links' })

test('a link is made on the live page, shown once to be copied, listed with its views, and revoked', async ({
  instance,
  person,
  open,
}) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const page = await open(cora, `/incidents/${ref}`, { permissions: ['clipboard-read', 'clipboard-write'] })
  const dialog = linksDialog(page)
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  await expect(dialog.getByText('No link yet.')).toBeVisible()

  await dialog.getByRole('button', { name: 'Make a link' }).click()
  await expect(dialog.getByText('Say for whom it is.')).toBeVisible()
  await expect(dialog.getByLabel('For whom')).toBeFocused()
  await dialog.getByLabel('For whom').fill('Board & <b>“Vorstand”</b>')
  // Escape keeps what was written.
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  await expect(dialog.getByLabel('For whom')).toHaveValue('Board & <b>“Vorstand”</b>')
  await dialog.getByRole('button', { name: 'Make a link for Board' }).click()
  const shown = dialog.getByRole('textbox', { name: /^Link for Board/ })
  await expect(shown).toHaveValue(address)
  await expect(dialog.getByText('it cannot be shown again')).toBeVisible()
  const url = await shown.inputValue()
  expect(url.startsWith(`${instance.one.url}/s/`)).toBe(true)
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url)
  const row = dialog.getByRole('listitem').filter({ hasText: 'Board & <b>“Vorstand”</b>' })
  await expect(row).toContainText('Never opened. Holds until 7 days after the incident is resolved.')
  await expect(row).toContainText('Made by Cora Mander')

  // A press beside it is a slip, as long as what is not kept stands there.
  await page.mouse.click(5, 5)
  await expect(shown).toHaveValue(url)
  await page.keyboard.press('Escape')
  await instance.sql(`update share_links set views = 12, last_viewed_at = now() - interval '3 minutes'`)
  await page.reload()
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  await expect(row).toContainText('12 views, last 3 min ago.')
  // Nothing on the page holds the address any more.
  expect(await page.content()).not.toContain(url.slice(-43))
  // Its own edge, and a scrollbar that stands there, is not beside it.
  const box = await dialog.boundingBox()
  await page.mouse.click((box?.x ?? 0) + 0.5, 450)
  await expect(row).toBeVisible()
  await page.mouse.click(5, 5)
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Stakeholder links' }).click()

  await row.getByRole('button', { name: 'Revoke the link for Board' }).click()
  await expect(row.getByText(/cut off within seconds, and the address never works again/)).toBeVisible()
  await expect(row.getByRole('button', { name: 'Keep the link' })).toBeFocused()
  await row.getByRole('button', { name: 'Revoke the link', exact: true }).click()
  await expect(row.getByText('Revoked', { exact: true })).toBeVisible()
  await expect(row.getByRole('button')).toHaveCount(0)
  await expect(dialog.getByRole('heading', { level: 3, name: 'Links' })).toBeFocused()
})

test('the dialog is accessible in each of its states', async ({ instance, person, open }) => {
  test.slow()
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const page = await open(cora, `/incidents/${ref}`)
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  const dialog = linksDialog(page)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  await expect(dialog.getByText('Say for whom it is.')).toBeVisible()
  await dialog.getByLabel('For whom').fill('Board')
  await dialog.getByRole('button', { name: 'Make a link for Board' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Link for Board' })).toHaveValue(address)
  await expectAccessible(page, 'a stakeholder link, shown once', [phone])
  await dialog.getByLabel('Holds').selectOption('until a day and time')
  await dialog.getByRole('button', { name: 'Revoke the link for Board' }).click()
  await expectAccessible(page, 'revoking a stakeholder link', [phone])
})

test('an end of its own: said in the viewer’s zone, refused when it has passed', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/400 \(Bad Request\)/)
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const page = await open(cora, `/incidents/${ref}`, { viewport: phone })
  await page.getByRole('tab', { name: 'Facts' }).click()
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  const dialog = linksDialog(page)
  await dialog.getByLabel('For whom').fill('Customers')
  await dialog.getByLabel('Holds').selectOption('until a day and time')
  const until = dialog.getByLabel('Until', { exact: true })
  await expect(until).not.toHaveValue('')
  await until.fill('2026-01-01T12:00')
  await dialog.getByRole('button', { name: 'Make a link for Customers' }).click()
  await expect(dialog.getByText('Give a time after now.')).toBeVisible()
  await expect(until).toBeFocused()
  // The next fourteenth of May, in the summer time of Berlin: never more than a year away.
  const instantOf = (year: number) => Date.parse(`${year}-05-14T17:30:00+02:00`)
  const thisYear = new Date().getFullYear()
  const year = instantOf(thisYear) > Date.now() ? thisYear : thisYear + 1
  const expected = instantOf(year)
  await until.fill(`${year}-05-14T17:30`)
  await dialog.getByRole('button', { name: 'Make a link for Customers' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Link for Customers' })).toHaveValue(address)
  const row = dialog.getByRole('listitem').filter({ hasText: 'Customers' })
  await expect(row).toContainText(/Holds until: \w{3} 14 May.*17:30/)
  const { links } = (await api(instance.two, cora).get(linksOf(ref))) as { links: { expiresAt: string }[] }
  expect(links.map(({ expiresAt }) => Date.parse(expiresAt))).toEqual([expected])
  await instance.sql(
    `update share_links set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where label = 'Customers'`,
  )
  await page.reload()
  await page.getByRole('tab', { name: 'Facts' }).click()
  await page.getByRole('button', { name: 'Stakeholder links' }).click()
  await expect(row.getByText('Expired', { exact: true })).toBeVisible()
})

test('by the keyboard alone, from the palette', async ({ instance, person, open }) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const page = await open(cora, `/incidents/${ref}`)
  await expect(roomOf(page).live).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('stakeholder links')
  await expect(page.locator('[aria-selected="true"]').filter({ hasText: 'Stakeholder links' })).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = linksDialog(page)
  await expect(dialog.getByLabel('For whom')).toBeFocused()
  await page.keyboard.type('Board')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Link for Board' })).toHaveValue(address)
  const revoke = dialog.getByRole('button', { name: 'Revoke the link for Board' })
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await revoke.evaluate((element) => element === document.activeElement)) break
  }
  await expect(revoke).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Revoked', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('who may make, list and revoke, over HTTP', async ({ instance, cast }) => {
  const commander = await givePerson(instance, 'Cora Mander', 'member')
  const lead = await givePerson(instance, 'Lena Comms', 'member')
  const elsewhere = await givePerson(instance, 'Else Where', 'member')
  const ref = await commanded(instance, commander)
  const other = await commanded(instance, elsewhere)
  await api(instance.one, commander).command(ref, {
    ...{ type: 'assign_role', role: 'communications', personId: lead.id },
  })
  // RELIABILITY §4, rows 22 to 24. The letters are here, not in the policy: of the incident, of everything current.
  const expected = {
    observer: { who: cast.observer, letters: 'FF' },
    member: { who: cast.member, letters: 'FF' },
    lead: { who: lead, letters: 'FF' },
    elsewhere: { who: elsewhere, letters: 'FF' },
    service: { who: await giveService(instance, 'admin'), letters: 'FF' },
    commander: { who: commander, letters: '+F' },
    admin: { who: cast.admin, letters: '++' },
  }
  const letterOf: Record<number, string> = { 200: '+', 201: '+', 204: '+', 403: 'F' }
  for (const [name, { who, letters }] of Object.entries(expected)) {
    for (const [index, of] of [ref, null].entries()) {
      const { id } = await makeLink(instance.one, cast.admin, of)
      const statuses = [
        (await request(instance.two, who, linksOf(of), { label: 'Board' })).status,
        (await request(instance.two, who, linksOf(of))).status,
        await dropLink(instance.two, who, of, id),
      ]
      const found = statuses.map((status) => letterOf[status] ?? status).join('')
      expect(`${name} ${of}: ${found}`).toBe(`${name} ${of}: ${letters[index]?.repeat(3)}`)
    }
  }
  const { id } = await makeLink(instance.one, commander, ref)
  expect((await request(instance.one, { token: '' }, linksOf(ref))).status).toBe(401)
  expect((await request(instance.one, { token: '' }, linksOf(ref), { label: 'Board' })).status).toBe(401)
  expect(await dropLink(instance.one, { token: '' }, ref, id)).toBe(401)
  // Where it is not, and where whoever asks may look.
  expect(await dropLink(instance.one, cast.admin, other, id)).toBe(404)
  expect(await dropLink(instance.one, cast.admin, null, id)).toBe(404)
  expect(await dropLink(instance.one, elsewhere, other, id)).toBe(404)
  expect((await request(instance.one, cast.admin, linksOf('INC-99999'))).status).toBe(404)
})

test('by the API: made, listed without its address, revoked twice; after the close none is made', async ({
  instance,
  person,
}) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const answer = await request(instance.one, cora, linksOf(ref), { label: 'Support', expiresAt: null })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const { id, url } = (await answer.json()) as { id: string; url: string }
  expect(url).toMatch(address)
  const listed = async () => await (await request(instance.two, cora, linksOf(ref))).text()
  expect(JSON.parse(await listed())).toEqual({
    links: [
      {
        ...{ id, ref, label: 'Support', createdAt: expect.any(String) },
        createdBy: { id: cora.id, name: cora.name },
        ...{ expiresAt: null, state: 'open', revokedAt: null, views: 0, lastViewedAt: null },
      },
    ],
  })
  const everything = `${await listed()}${instance.one.output()}${instance.two.output()}`
  expect(everything).not.toContain(url.slice(-43))
  await api(instance.one, cora).command(ref, { type: 'cancel', reason: 'Nothing was broken.' })
  const late = await request(instance.one, cora, linksOf(ref), { label: 'Support' })
  expect([late.status, (await late.json()) as object]).toMatchObject([409, { code: 'conflict' }])
  expect(await dropLink(instance.one, cora, ref, id)).toBe(204)
  expect(await dropLink(instance.two, cora, ref, id)).toBe(204)
  expect(JSON.parse(await listed())).toMatchObject({ links: [{ state: 'revoked' }] })
})

test('others read who makes links, and see none', async ({ instance, cast, person, open }) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  await makeLink(instance.one, cora, ref, { label: 'A secret audience' })
  for (const somebody of [cast.member, cast.observer]) {
    const page = await open(somebody, `/incidents/${ref}`)
    await page.getByRole('button', { name: 'Stakeholder links' }).click()
    const dialog = linksDialog(page)
    await expect(dialog).toContainText(somebody === cast.member ? 'Cora Mander' : 'Observers read.')
    await expect(dialog.getByRole('button', { name: /Make|Revoke/ })).toHaveCount(0)
    expect(await page.content()).not.toContain('A secret audience')
  }
})

test('settings: links to everything current, and those of all incidents, page by page', async ({
  instance,
  cast,
  person,
  open,
  expectConsole,
}) => {
  await instance.sql('truncate share_links cascade')
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  await makeLink(instance.one, cora, ref, { label: 'Customers' })
  const page = await open(cast.admin, '/settings/links')
  const list = page.getByRole('region', { name: 'All links' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('For whom').fill('Screen in the lobby')
  await page.getByRole('button', { name: 'Make a link to everything current' }).click()
  await expect(page.getByRole('textbox', { name: 'Link for Screen in the lobby' })).toHaveValue(address)
  await expect(page.getByLabel('For whom')).toHaveValue('')
  await expect(list.getByRole('listitem').first()).toContainText('Screen in the lobby to everything current')
  await expect(list.getByRole('listitem').first()).toContainText('Holds until it is revoked.')
  await expect(list.getByRole('link', { name: ref })).toBeVisible()
  await expectAccessible(page, 'stakeholder links in the settings', [phone])

  await page.getByRole('button', { name: 'Revoke the link for Customers' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke the link for Customers' })
  await expect(dialog).toContainText('cut off within seconds')
  await dialog.getByRole('button', { name: 'Revoke the link' }).click()
  await expect(list.getByText('Revoked', { exact: true })).toBeVisible()
  await expect(list.getByRole('status')).toHaveText('The link for Customers is revoked.')
  await expect(list.getByRole('heading', { name: 'All links' })).toBeFocused()

  await page.getByLabel('Holds').selectOption('until a day and time')
  await page.getByLabel('Until', { exact: true }).fill('2026-01-01T12:00')
  await page.getByLabel('For whom').fill('Too late')
  await page.getByRole('button', { name: 'Make a link to everything current' }).click()
  await expect(page.getByText('Give a time after now.')).toBeVisible()
  await expect(page.getByLabel('For whom')).toHaveValue('Too late')

  await instance.sql(
    `insert into share_links (id, token_hash, label, created_at, created_by_id, created_by_name)
      select gen_random_uuid(), sha256(n::text::bytea), 'Screen ' || n, now() - n * interval '1 minute' - interval '1 hour', 'x', 'Noor Haddad'
      from generate_series(1, 60) n`,
  )
  await page.reload()
  await expect(list.getByRole('listitem')).toHaveCount(50)
  await page.getByRole('link', { name: 'Older', exact: true }).click()
  await expect(list.getByText('Screen 60')).toBeVisible()
  await expect(list.getByRole('listitem')).toHaveCount(12)
  await instance.sql(`delete from share_links where created_by_id = 'x'`)

  await page.goto('/settings/audit?action=create_share_link')
  await expect(
    page.getByText('made the stakeholder link to everything current for “Screen in the lobby”.'),
  ).toBeVisible()

  expectConsole(/403 \(Forbidden\)/)
  const member = await open(cast.member, '/settings/links')
  await expect(member.getByLabel('For whom')).toHaveCount(0)
  await expect(member.getByRole('link', { name: 'Stakeholder links' })).toHaveCount(0)
})

test('by the command line: an address alone is printed, and never again', async ({ instance, person }) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  // As many as there may be to everything current hold already (see the settings above).
  await instance.sql(
    'update share_links set revoked_at = now() where incident_id is null and revoked_at is null',
  )
  const until = new Date(Date.now() + 86_400_000).toISOString()
  const url = await sitrep(
    instance,
    'link',
    'create',
    '--ref',
    ref,
    '--label',
    'Support in Porto',
    '--until',
    until,
  )
  expect(url).toMatch(/^http:\/\/localhost:\d+\/s\/[\w-]{43}\n$/)
  const listed = () => sitrep(instance, 'link', 'list', '--ref', ref)
  expect(await listed()).toMatch(
    new RegExp(`^[\\w-]{36}\\t${ref}\\tuntil ${until}\\tnever opened\\tSupport in Porto\\n$`),
  )
  const [id = ''] = (await listed()).split('\t')
  expect(await sitrep(instance, 'link', 'revoke', id)).toBe(`Revoked ${id}\n`)
  expect(await sitrep(instance, 'link', 'create', '--label', 'Lobby')).toMatch(/\/s\//)
  const all = await sitrep(instance, 'link', 'list')
  expect(all).toContain(`${id}\t${ref}\trevoked`)
  expect(all).toMatch(/\teverything\tno end in sight\tnever opened\tLobby/)
  await expect(sitrep(instance, 'link', 'create', '--ref', ref)).rejects.toThrow(/--label/)
  expect(await sitrep(instance, 'help')).toContain('link create --label NAME')
})

test('which documents stakeholders can download: chosen beside the report, refused at its field', async ({
  instance,
  cast,
  person,
  open,
  expectConsole,
}) => {
  const cora = await person('Cora Mander')
  const ref = await commanded(instance, cora)
  const { command, addStakeholder } = api(instance.one, cora)
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  await command(ref, { type: 'resolve', solution: 'The release was rolled back.', impact })
  await command(ref, { type: 'draft_report' })
  const shared = async () =>
    ((await api(instance.two, cora).get(`/incidents/${ref}`)) as { updates: { shared: object } }).updates
      .shared
  expectConsole(/409 \(Conflict\)/)
  const page = await open(cora, `/incidents/${ref}/report`)
  const outside = page.getByRole('region', { name: 'On the stakeholders’ page' })
  await outside.getByLabel('Show the situation report').click()
  await expect(outside.getByText('It has not been sent yet.')).toBeVisible()
  await expect(outside.getByLabel('Show the situation report')).not.toBeChecked()
  await expectAccessible(page, 'a report that cannot be shown outside yet', [phone])
  expect(await shared()).toEqual({ report: false, postMortem: false })

  const { id } = await addStakeholder()
  const { incident } = await command(ref, { type: 'draft_report' })
  const version = incident.documents.report?.saved.version ?? 1
  await command(ref, { type: 'approve_report', version })
  await command(ref, { type: 'send_report', version, to: [id], override: 'Not all is known.' })
  await page.reload()
  await outside.getByLabel('Show the situation report').check()
  await expect.poll(shared).toEqual({ report: true, postMortem: false })
  await page.reload()
  await expect(outside.getByLabel('Show the situation report')).toBeChecked()
  const reader = await open(cast.observer, `/incidents/${ref}/report`)
  await expect(reader.getByRole('region', { name: 'On the stakeholders’ page' })).toContainText(
    'Shown to those who read by a link: situation report.',
  )
  await outside.getByLabel('Show the situation report').uncheck()
  await expect.poll(shared).toEqual({ report: false, postMortem: false })
})
