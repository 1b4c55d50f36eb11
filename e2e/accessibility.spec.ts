import { expect, type Page } from '@playwright/test'
import { expectAccessible, phone } from './kit/accessible.ts'
import { api, request } from './kit/api.ts'
import { tellPast } from './kit/past.ts'
import { settled } from './kit/requests.ts'
import { type Room, roomOf } from './kit/room.ts'
import { tellIncident } from './kit/stories.ts'
import { test } from './kit/test.ts'

test.describe.configure({ timeout: 600_000 })

test('before signing in', async ({ open }) => {
  const page = await open(null, '/sign-in')
  await expectAccessible(page, 'sign-in')
  await page.getByLabel('Work e-mail').fill('nobody@example.org')
  await page.getByLabel('Password', { exact: true }).fill('not that password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('do not belong together')).toBeVisible()
  await expectAccessible(page, 'sign-in refused')
  for (const path of [
    ...['/join?token=spent', '/reset?token=spent', '/set-up?token=spent'],
    ...['/forgot', '/sign-in?refused=not-invited', '/sign-in?error=OAuthCallback'],
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page, path)
  }
})

test('dashboard, lists, reports, settings, declare', async ({ instance, cast, open, expectConsole }) => {
  await api(instance.one, cast.member).declare({ severity: 'SEV1', topic: 'An open one' })
  await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const page = await open(cast.admin, '/')
  for (const path of [
    ...['/', '/incidents', '/incidents?status=all', '/incidents?q=nothing+matches+this', '/reports'],
    ...['/follow-ups', '/follow-ups?state=all&owner=me', '/settings/stakeholders'],
    ...['/settings/profile', '/settings/people', '/settings/sessions', '/settings/deliveries'],
    ...['/settings/links', '/settings/webhooks'],
    ...['/settings/tokens', '/declare'],
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page, path)
  }
  await page.getByRole('button', { name: /^Declare/ }).click()
  await expect(page.locator('[aria-invalid="true"]').first()).toBeVisible()
  await expectAccessible(page, '/declare with what is missing')
  expectConsole(/status of 40[34]/)
  for (const path of ['/nowhere', '/incidents/INC-99999', '/incidents/INC-99999/report']) {
    expect((await page.goto(path))?.status()).toBe(404)
    await expectAccessible(page, path)
  }
  const observing = await open(cast.observer, '/')
  expect((await observing.goto('/declare'))?.status()).toBe(403)
  await expectAccessible(observing, '403')
})

test('follow-ups and stakeholders: lists, dialogs, a table to be imported', async ({
  instance,
  cast,
  open,
}) => {
  const { incident } = await api(instance.one, cast.member).declare({ severity: 'SEV3' })
  const post = (path: string, body: object) => request(instance.one, cast.member, path, body)
  const long = 'Überlange Vorhaben brechen um. '.repeat(9)
  for (const more of [{ dueOn: '2020-01-01' }, { ownerId: cast.member.id }, { title: 'W'.repeat(300) }]) {
    await post(`/incidents/${incident.ref}/follow-ups`, { title: long, kind: 'process', ...more })
  }
  const page = await open(cast.admin, '/follow-ups')
  await expect(page.getByText('Overdue', { exact: true }).first()).toBeVisible()
  await expectAccessible(page, 'follow-ups')
  await inDialog(page, 'a new follow-up', () => page.getByRole('button', { name: 'Add a follow-up' }).click())
  await inDialog(page, 'editing one', () => page.getByRole('button', { name: /^Edit/ }).first().click())
  await page
    .getByRole('button', { name: /Change the state/ })
    .first()
    .click()
  await expectAccessible(page, 'its states', [phone])
  await inDialog(page, 'dropping one', () =>
    page
      .getByRole('button', { name: /^Dropped/ })
      .locator('visible=true')
      .click(),
  )
  for (const name of ['Lotte Meyer', 'L'.repeat(120)]) {
    const email = `${name.slice(0, 5).trim()}@example.org`
    await post('/stakeholders', { name, email, group: name === 'Lotte Meyer' ? 'G'.repeat(80) : null })
  }
  await page.goto('/settings/stakeholders')
  await expect(page.getByRole('heading', { name: 'By severity' })).toBeVisible()
  await expectAccessible(page, 'stakeholders')
  await inDialog(page, 'a new stakeholder', () =>
    page.getByRole('button', { name: 'Add a stakeholder' }).click(),
  )
  const table = Buffer.from('name,email\nLotte,lotte@example.org\nWrong,x')
  await inDialog(page, 'an import', async () => {
    await page.getByRole('button', { name: 'Import a table' }).click()
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: table })
    await expect(page.getByText('Line 3')).toBeVisible()
  })
})

test('the live page: open, long topic, drill, closed, and the report', async ({ instance, cast, open }) => {
  const member = api(instance.one, cast.member)
  const long = 'Überlange Zusammenfassungen brechen um. '.repeat(8).slice(0, 300)
  const { incident: wordy } = await member.declare({ topic: long, severity: 'SEV1' })
  await member.command(wordy.ref, { type: 'log', kind: 'note', text: 'x'.repeat(400) })
  const { incident: unbroken } = await member.declare({ topic: 'W'.repeat(300), severity: 'SEV3' })
  const { incident: drill } = await member.declare({ kind: 'drill', topic: 'The rehearsed outage' })
  const closed = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const page = await open(cast.member, `/incidents/${wordy.ref}`)
  for (const ref of [wordy.ref, unbroken.ref, drill.ref, closed]) {
    for (const path of ['', '/report', '/post-mortem'].map((end) => `/incidents/${ref}${end}`)) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await settled(page)
      await expectAccessible(page, path)
    }
  }
})

test('documents: an open editor, two texts, a post-mortem with its comments and dialogs', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  // Two people save the same section; the browser says so in its console.
  expectConsole(/status of 409/)
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ severity: 'SEV2', topic: 'Überlange Worte. '.repeat(17) })
  const { ref } = incident
  await member.command(ref, { type: 'take_role', role: 'commander' })
  await member.command(ref, { type: 'describe_impact', who: 'Everybody' })
  const page = await open(cast.member, `/incidents/${ref}/report`)
  await page.getByRole('button', { name: 'Edit: Who did it impact?' }).click()
  const field = page.getByRole('textbox', { name: 'Who did it impact?' })
  await field.fill('Everybody, it should have been **seen**.')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await expectAccessible(page, 'an open editor')
  const section = `/incidents/${ref}/documents/report/sections/answer_7`
  await request(instance.one, cast.second, section, { revision: 1, text: 'W'.repeat(300), composedThen: '' })
  await field.fill('Everybody else.')
  await expect(page.getByText('while you were writing')).toBeVisible()
  await expectAccessible(page, 'two texts')

  await member.command(ref, { type: 'draft_post_mortem', ownerId: cast.member.id })
  const comment = { section: 'lucky', text: 'W'.repeat(200) }
  await request(instance.one, cast.second, `/incidents/${ref}/documents/post-mortem/comments`, comment)
  await page.goto(`/incidents/${ref}/post-mortem`)
  await expect(page.getByText('1 open comment')).toBeVisible()
  await page.getByRole('button', { name: 'Comment on Learnings' }).click()
  await expectAccessible(page, 'a post-mortem')
  for (const name of ['Change owner, day or meeting…', 'Attach one written elsewhere…']) {
    await inDialog(page, name, () => page.getByRole('button', { name }).click())
  }
})

test('every dialog of the live page', async ({ instance, cast, open }) => {
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ severity: 'SEV2' })
  await member.command(incident.ref, { type: 'take_role', role: 'commander' })
  await member.command(incident.ref, { type: 'log', kind: 'note', text: 'A note that may be corrected.' })
  const page = await open(cast.member, `/incidents/${incident.ref}`)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  const openings = ['/status', '/sev', '/role', '/impact', '/link', '/resolve', '/commander']
  for (const word of openings) await inDialog(page, word, () => room.write(`${word} `))
  for (const name of ['Attach a file…', 'Merge into another…', 'Cancel…']) {
    await inDialog(page, name, () => room.more(name))
  }
  for (const name of ['Change the topic', 'Add a label', 'Set a milestone']) {
    await inDialog(page, name, () => room.button(name).click())
  }
  await inDialog(page, 'a correction', () => actOn(room, 'A note that may be corrected.', 'Correct…'))
  await room.composer.fill('/')
  await expect(page.getByRole('listbox')).toBeVisible()
  await expectAccessible(page, 'the list of commands')
  await room.composer.fill('/deploy Rolled back')
  await expect(page.getByLabel('Service')).toBeVisible()
  await expectAccessible(page, 'the fields of a deploy')
  await room.composer.fill('')
  await page.getByRole('button', { name: 'More actions' }).click()
  await expectAccessible(page, 'the menu')
})

test('what few may do: redact, take over, decline, reopen', async ({ instance, cast, open }) => {
  const commander = api(instance.one, cast.member)
  const { incident } = await commander.declare({ severity: 'SEV3' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  await commander.command(incident.ref, { type: 'log', kind: 'note', text: 'A note to be taken out.' })
  const admin = roomOf(await open(cast.admin, `/incidents/${incident.ref}`))
  await expect(admin.live).toBeVisible()
  await inDialog(admin.page, 'redact', () => actOn(admin, 'A note to be taken out.', 'Redact…'))
  await inDialog(admin.page, 'take over', () => admin.more('Take over command…'))
  await commander.command(incident.ref, {
    type: 'offer_command',
    personId: cast.second.id,
    brief: 'All is said.',
  })
  const asked = await open(cast.second, `/incidents/${incident.ref}`)
  await expect(asked.getByRole('alert', { name: /offers you command/ })).toBeVisible()
  await expectAccessible(asked, 'an offer')
  await inDialog(asked, 'decline', () => asked.getByRole('button', { name: 'Decline…' }).click())
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  await commander.command(incident.ref, { type: 'resolve', solution: 'Restarted.', impact })
  await expect(admin.button('Close…')).toBeVisible()
  await inDialog(admin.page, 'close', () => admin.button('Close…').click())
  await inDialog(admin.page, 'reopen', () => admin.more('Reopen…'))
})

test('silence, a slip, and ends that are none', async ({ instance, cast, open }) => {
  const declare = { type: 'declare_incident', topic: 'Cards are declined', severity: 'SEV1' }
  const report = { reported: 'Every second card is declined.', reportedBy: 'Mara', source: 'A call' }
  const ref = await tellPast(instance, [
    { who: cast.member, minutesAgo: 30, command: { ...declare, ...report } },
    { who: cast.member, minutesAgo: 25, command: { type: 'take_role', role: 'commander' } },
    { who: cast.second, minutesAgo: 3, command: { type: 'nudge_commander' } },
  ])
  const waiting = await open(cast.second, `/incidents/${ref}`)
  await expect(waiting.getByText('No answer')).toBeVisible()
  await expectAccessible(waiting, 'no answer')
  const asked = await open(cast.member, `/incidents/${ref}`)
  await expect(asked.getByRole('alert', { name: /asks whether you are there/ })).toBeVisible()
  await expectAccessible(asked, 'asked')

  const commander = api(instance.one, cast.member)
  await commander.command(ref, { type: 'set_severity', severity: 'SEV2', reason: 'A slip.' })
  await commander.command(ref, { type: 'add_label', kind: 'cause', name: 'L'.repeat(60) })
  await commander.command(ref, { type: 'pin_entry', seq: 1 })
  await expect(asked.getByRole('button', { name: 'Undo' })).toBeVisible()
  await expectAccessible(asked, 'undo, a label, a pin')
  const { incident: other } = await commander.declare({ severity: 'SEV1' })
  await commander.command(ref, { type: 'merge_into', target: other.ref })
  await expect(asked.getByText(`${ref} was merged into ${other.ref}`).first()).toBeVisible()
  await expectAccessible(asked, 'merged')
  await asked.goto(`/incidents/${ref}`)
  await expect(asked.getByText('was merged into this incident.')).toBeVisible()
  await expectAccessible(asked, 'where it was merged into')
})

/** What is checked of a dialog; Escape closes it again. It looks alike at any width: a phone has the least room. */
async function inDialog(page: Page, what: string, opening: () => Promise<void>) {
  await opening()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, what, [phone])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function actOn(room: Room, words: string, act: string) {
  await room.entry(words).hover()
  await room
    .entry(words)
    .getByRole('button', { name: /^What to do with entry/ })
    .click()
  await room.button(act).click()
}

test('cut off, and refused', async ({ instance, cast, open, expectConsole }) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED/, /status of 409/)
  const { incident } = await api(instance.one, cast.member).declare({ severity: 'SEV1' })
  const page = await open(cast.member, `/incidents/${incident.ref}`)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  // Somebody is there: what is needed to write is loaded at the first sign of it.
  await settled(page, () => room.composer.hover())
  await page.context().setOffline(true)
  await expect(page.getByText('Reconnecting')).toBeVisible()
  await room.write('Kept while away.')
  await expect(room.entry('Kept while away.')).toContainText('Saved on this device')
  await expectAccessible(page, 'reconnecting')
  await page.context().setOffline(false)
  await expect(room.entry('Kept while away.')).not.toContainText('Saved on this device')
  await page.route('**/commands', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 409, code: 'conflict', detail: 'Somebody was faster.' }),
    }),
  )
  await room.write('Refused words.')
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody was faster.' })).toBeVisible()
  await expectAccessible(page, 'refused')
})
