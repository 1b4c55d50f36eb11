import { expect, type Page } from '@playwright/test'
import { expectAccessible, phone } from './kit/accessible.ts'
import { api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'
import { inMinutes, sheetOf, stage, words } from './kit/update-stage.ts'

test('an update is begun from its template, looked at, published, and stands in the log with its clock', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Ulla Commands'), await person('Uwe Tells')]
  const ref = await stage(instance, ines, jonas)
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  const other = roomOf(await open(ines, `/incidents/${ref}`, { on: instance.two }))
  await expect(room.live).toBeVisible()
  await expect(other.live).toBeVisible()
  const clock = (page: Page) =>
    page.getByRole('timer', { name: 'Public update' }).filter({ visible: true }).first()
  await expect(clock(room.page)).toContainText('First update by')

  await room.page.keyboard.press('u')
  const sheet = room.dialog('Public update 1')
  await expect(sheet.getByRole('radio', { name: 'Looking into it' })).toBeFocused()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue(
    'Login spins for half a minute, then shows an error. We are looking for the cause. Everybody who can help is working on it.',
  )
  // Another state brings its words while nobody has typed any.
  await sheet.getByText('Cause found', { exact: true }).click()
  await expect(sheet.getByLabel('Headline')).toHaveValue('We know the cause and are working on the fix.')
  // The first one needs a name that may be said outside.
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  const name = sheet.getByLabel('What people outside call it')
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/Say in a few words/)
  await name.fill('Customers cannot log in')
  // Enter in a line sends nothing: what leaves the room leaves by its button.
  await name.press('Enter')
  await expect(sheet).toBeVisible()
  await expect(room.entry('Public update 1')).toHaveCount(0)
  // What would give something away is said, and holds nobody back.
  await sheet.getByLabel('What should people know?').fill('Uwe is rolling back v847 at Heroku.')
  await expect(sheet.getByText('1 name, 1 version and 1 vendor found.')).toBeVisible()
  await sheet.getByLabel('What should people know?').fill('We are putting the login back as it was.')
  await expect(sheet.getByText('No names, versions or vendors found.')).toBeVisible()
  // Typed words stay; the others are offered.
  await sheet.getByText('Looking into it', { exact: true }).click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue(
    'We are putting the login back as it was.',
  )
  await expect(sheet.getByRole('button', { name: 'Use the words for “Looking into it”' })).toBeVisible()
  await sheet.getByRole('button', { name: 'Add what is affected' }).click()
  await sheet.getByLabel('Name 1').fill('Login')
  await sheet.getByLabel('How Login is').selectOption('Not working')
  await expectAccessible(room.page, 'the sheet')

  await sheet.getByRole('tab', { name: 'On the link' }).click()
  await expect(
    sheet.frameLocator('iframe[title="The page of a stakeholder link"]').getByText('putting the login back'),
  ).toBeVisible()
  await sheet.getByRole('tab', { name: 'As a mail' }).click()
  await expect(sheet.getByText('Customers cannot log in: We are looking into it.')).toBeVisible()
  await expect(
    sheet.frameLocator('iframe[title="The mail of this update"]').getByText('putting the login back').last(),
  ).toBeVisible()
  await sheet.getByRole('tab', { name: 'Write' }).click()
  await sheet.getByLabel('What should people know?').press('Control+Enter')
  await expect(sheet).toBeHidden()

  for (const each of [room, other]) {
    const entry = each.entry('Public update 1')
    await expect(entry).toContainText('We are putting the login back as it was.')
    await expect(entry).toContainText('Login: not working')
    await expect(entry).toContainText('Next update by')
    await expect(clock(each.page)).toContainText('Next update by')
  }
  // Nothing of it is left to be sent again.
  await room.page.keyboard.press('u')
  await expect(room.dialog('Public update 2').getByRole('button', { name: 'Discard draft' })).toHaveCount(0)
  await expect(room.dialog('Public update 2').getByLabel('Name 1')).toHaveValue('Login')
})

test('a draft outlives a reload and a closed sheet, and is sent by nobody', async ({
  expectConsole,
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Ilse Commands'), await person('Ivo Tells')]
  const ref = await stage(instance, ines, jonas)
  // Where the mail of a reminder leads.
  const room = roomOf(await open(jonas, `/incidents/${ref}?update=new`, { on: instance.one }))
  const sheet = room.dialog('Public update 1')
  await sheet.getByLabel('What should people know?').fill('Half a sentence')
  await expect(room.page).toHaveURL(/INC-\d+$/)
  await room.page.keyboard.press('Escape')
  await room.page.reload()
  await expect(room.live).toBeVisible()
  await room.composer.fill('/update')
  await room.composer.press('Enter')
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('Half a sentence')
  // Words that come along from the composer stand under it, and are kept without another touch.
  await room.page.keyboard.press('Escape')
  await room.composer.fill('/update and the other half.')
  await room.composer.press('Enter')
  const both = 'Half a sentence\n\nand the other half.'
  await expect(sheet.getByLabel('What should people know?')).toHaveValue(both)
  await room.page.keyboard.press('Escape')
  await room.page.reload()
  await expect(room.live).toBeVisible()
  await room.page.keyboard.press('u')
  await expect(sheet.getByLabel('What should people know?')).toHaveValue(both)

  // Without a connection it says so and keeps the words; nothing goes out later by itself.
  await sheet.getByLabel('What people outside call it').fill('Login')
  expectConsole(/ERR_FAILED/)
  await room.page.route('**/commands', (route) => route.abort())
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  await expect(sheet.getByRole('alert')).toContainText('Nothing goes out later by itself.')
  await room.page.unroute('**/commands')
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  await expect(room.entry('Public update 1')).toContainText('Half a sentence')
})

test('a member asks, the Commander gives back, then approves in another browser', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas, paul] = [
    await person('Dora Commands'),
    await person('Dirk Tells'),
    await person('Dave Drafts'),
  ]
  const ref = await stage(instance, ines, jonas)
  const writing = roomOf(await open(paul, `/incidents/${ref}`, { on: instance.one }))
  const reading = roomOf(await open(ines, `/incidents/${ref}`, { on: instance.two }))
  await expect(reading.live).toBeVisible()
  await writing.more('Write an update…')
  const sheet = sheetOf(writing.page)
  await sheet.getByLabel('What people outside call it').fill('Login')
  await sheet.getByLabel('What should people know?').fill('We know more soon.')
  await expect(sheet.getByRole('button', { name: /^Publish/ })).toHaveCount(0)
  await sheet.getByRole('button', { name: `Ask ${ines.name} to approve` }).click()
  await expect(writing.page.getByText(`Your update waits for ${ines.name}`)).toBeVisible()

  await expect(reading.page.getByText('Update to approve')).toBeVisible()
  await reading.button('Read and approve…').click()
  const approving = sheetOf(reading.page)
  await expect(approving).toContainText('We know more soon.')
  await expectAccessible(reading.page, 'the sheet of who approves')
  await approving.getByRole('button', { name: 'Give back…' }).click()
  await approving.getByRole('button', { name: 'Give back with this reason' }).click()
  await expect(approving.getByText('Say in a sentence what is missing.')).toBeVisible()
  await approving.getByLabel(`What ${paul.name} should change`).fill('Say since when.')
  await approving.getByRole('button', { name: 'Give back with this reason' }).click()
  await expect(approving).toBeHidden()

  await expect(writing.page.getByText('Say since when.').first()).toBeVisible()
  await writing.button('Go on with it…').click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('We know more soon.')
  await sheet.getByLabel('What should people know?').fill('It began at 13:53 CEST.')
  await sheet.getByRole('button', { name: `Ask ${ines.name} to approve` }).click()
  await reading.button('Read and approve…').click()
  await approving.getByRole('button', { name: /^Approve and publish/ }).click()
  for (const room of [writing, reading]) {
    await expect(room.entry('Public update 1')).toContainText(`written by ${paul.name}`)
  }
  await expect(reading.page.getByText('Update to approve')).toHaveCount(0)
})

test('a draft is taken back by who wrote it, and changed by who approves it', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Edda Commands'), await person('Emil Tells')]
  const ref = await stage(instance, ines, jonas)
  const draft = { type: 'draft_update', ...words, state: 'looking_into', nextUpdateAt: inMinutes(20) }
  await api(instance.one, jonas).command(ref, draft)
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  await room.button('Take it back').click()
  const sheet = sheetOf(room.page)
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('More soon.')
  await room.page.keyboard.press('Escape')
  await expect(room.entry('took back the draft of an update')).toBeVisible()

  await api(instance.one, jonas).command(ref, draft)
  // The dashboard says so too, and leads there.
  const commander = await open(ines, '/', { on: instance.two })
  await commander.getByRole('link', { name: `Read and approve: ${ref}` }).click()
  const approving = sheetOf(commander)
  await approving.getByRole('button', { name: 'Edit' }).click()
  await approving.getByLabel('Headline').fill('We are at it.')
  await approving.getByRole('button', { name: /^Publish/ }).click()
  await expect(room.entry('Public update 1')).toContainText('We are at it.')
})

test('of two who write at once the second gets both texts', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  const [ines, jonas] = [await person('Zita Commands'), await person('Zeno Tells')]
  const ref = await stage(instance, ines, jonas)
  const room = roomOf(await open(jonas, `/incidents/${ref}?update=new`, { on: instance.one }))
  const sheet = sheetOf(room.page)
  await sheet.getByLabel('What people outside call it').fill('Login')
  await sheet.getByLabel('What should people know?').fill('Mine, as I wrote it.')
  await api(instance.two, ines).command(ref, {
    ...{ type: 'publish_update', ...words, state: 'cause_found', nextUpdateAt: inMinutes(20) },
    text: 'Theirs, a moment sooner.',
  })
  await expect(sheet.getByRole('alert')).toContainText('Theirs, a moment sooner.')
  expectConsole(/409/)
  const refused = room.page.waitForResponse((response) => response.status() === 409)
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  await refused
  // The page has taken the answer in: before, going on would be asked for once more.
  await expect(sheet.getByRole('button', { name: /^Publish/ })).not.toHaveAttribute('aria-busy', 'true')
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('Mine, as I wrote it.')
  await sheet.getByRole('button', { name: 'Go on with mine as update 2' }).click()
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  await expect(room.entry('Public update 2')).toContainText('Mine, as I wrote it.')
})

test('an update is put right by a new one, and both say so', async ({ instance, person, open }) => {
  const [ines, jonas] = [await person('Kora Commands'), await person('Kurt Tells')]
  const ref = await stage(instance, ines, jonas)
  await api(instance.one, jonas).command(ref, {
    ...{ type: 'publish_update', ...words, state: 'looking_into', nextUpdateAt: inMinutes(20) },
    text: 'It began at 13:35 CEST. *Not Markdown.*',
  })
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  const first = room.entry('Public update 1')
  await expect(first).toContainText('*Not Markdown.*')
  await first.getByRole('button', { name: /What to do with entry/ }).click()
  await room.button('Correct this update…').click()
  const sheet = room.dialog('Public update 2, a correction')
  await sheet.getByLabel('What should people know?').fill('It began at 13:53 CEST.')
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  await expect(room.entry('Public update 2')).toContainText('Corrects update 1')
  await expect(room.entry('It began at 13:35')).toContainText('Corrected by update 2')

  // One that was drafted stays a correction: taken back, and in the hands of who approves it.
  const seq = Number(await first.getAttribute('data-entry'))
  const draft = {
    type: 'draft_update',
    ...words,
    state: 'looking_into',
    nextUpdateAt: inMinutes(20),
    corrects: seq,
  }
  await api(instance.one, jonas).command(ref, draft)
  await room.button('Take it back').click()
  const again = room.dialog('Public update 3, a correction')
  await expect(again.getByLabel('What should people know?')).toHaveValue('More soon.')
  await again.getByRole('button', { name: `Ask ${ines.name} to approve` }).click()
  const approving = await open(ines, `/incidents/${ref}?update=draft`, { on: instance.two })
  await expect(sheetOf(approving)).toContainText('It corrects update 1.')
  await sheetOf(approving).getByRole('button', { name: 'Edit' }).click()
  const edited = approving.getByRole('dialog', { name: 'Draft of update 3, a correction' })
  await edited.getByLabel('Headline').fill('We know since when.')
  await edited.getByRole('button', { name: /^Publish/ }).click()
  await expect(room.entry('Public update 3')).toContainText('Corrects update 1')
})

test('a missed promise is an entry, the clock says overdue, and a hidden page notifies', async ({
  instance,
  person,
  signIn,
}) => {
  const [ines, jonas] = [await person('Pia Commands'), await person('Per Tells')]
  const ref = await stage(instance, ines, jonas)
  const context = await signIn(jonas, { on: instance.one, permissions: ['notifications'] })
  const page = await context.newPage()
  await page.addInitScript(() => {
    localStorage.setItem('sitrep:notify', 'on')
    // The browser of a test shows nothing: what would be shown is written down.
    const shown: string[] = []
    Object.assign(globalThis, { shown })
    class Shown extends EventTarget {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      onclick: (() => void) | null = null
      constructor(title: string) {
        super()
        shown.push(title)
      }
      close() {}
    }
    Object.assign(globalThis, { Notification: Shown })
    Object.defineProperty(document, 'hidden', { get: () => true })
  })
  await page.goto(`/incidents/${ref}`)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  await api(instance.two, jonas).command(ref, {
    ...{ type: 'publish_update', ...words, state: 'looking_into' },
    nextUpdateAt: new Date(Date.now() + 20_000).toISOString(),
  })
  await expect(room.entry('Promise missed')).toBeVisible({ timeout: 60_000 })
  await expect(
    page
      .getByText(/Public update overdue \d+:\d\d/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible()
  await expect(page.getByText('Say what is known, even if nothing is new.').first()).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown))
    .toContain(`${ref}: the update is overdue`)
  await expectAccessible(page, 'an overdue promise')
  // Drawn by the server it is taken over as it stands: a difference would be an error of the page.
  await page.reload()
  await expect(room.live).toBeVisible()
  await expect(page.getByText('This browser notifies you before an update is due.').first()).toBeVisible()
  // Now whoever communicates has it first.
  await room.button('Send update').first().click()
  await room
    .dialog('Public update 2')
    .getByRole('button', { name: /^Publish/ })
    .click()
  await expect(page.getByText(/Public update overdue/).filter({ visible: true })).toHaveCount(0)
})

test('on a phone it is a sheet from below, in the dark, with words of any length', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Mona Commands'), await person('Mats Tells')]
  const ref = await stage(instance, ines, jonas)
  const page = await open(jonas, `/incidents/${ref}?update=new`, {
    on: instance.one,
    viewport: phone,
    hasTouch: true,
    colorScheme: 'dark',
  })
  const sheet = sheetOf(page)
  await sheet.getByLabel('What people outside call it').fill('x'.repeat(120))
  await sheet.getByLabel('What should people know?').fill('Donaudampfschiff'.repeat(19))
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const box = await sheet.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0)
  await expectAccessible(page, 'the sheet on a phone', [phone])
  await page.setViewportSize(phone)
  await sheet.getByRole('button', { name: /^Publish/ }).click()
  const room = roomOf(page)
  await expect(room.entry('Public update 1')).toContainText('Donaudampfschiff')
  await expect(page.getByRole('timer', { name: 'Public update' }).filter({ visible: true })).toContainText(
    'Next update by',
  )
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('who closes, cancels or merges hears that those outside have not', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Lara Commands'), await person('Lars Tells')]
  const ref = await stage(instance, ines, jonas)
  await api(instance.one, ines).command(ref, {
    ...{ type: 'publish_update', ...words, state: 'looking_into', nextUpdateAt: inMinutes(20) },
  })
  const room = roomOf(await open(ines, `/incidents/${ref}`, { on: instance.one }))
  await expect(room.live).toBeVisible()
  const told = 'Those outside were told “looking into it”'
  const promised = /They wait for the next word until .*\d\d:\d\d\./
  await room.more('Merge into another…')
  const merge = room.dialog(`Merge ${ref} into another`)
  await expect(merge).toContainText(told)
  await expect(merge).toContainText(promised)
  await merge.getByRole('button', { name: 'Not now' }).click()
  await room.more('Cancel…')
  await expect(room.dialog(`Cancel ${ref}`)).toContainText(told)
  await expect(room.dialog(`Cancel ${ref}`)).toContainText(promised)
  await room.dialog(`Cancel ${ref}`).getByRole('button', { name: 'Send the last word first…' }).click()
  await room.dialog('Public update 2').getByText('Over', { exact: true }).click()
  await expect(room.dialog('Public update 2').getByRole('group', { name: 'Next update by' })).toHaveCount(0)
  await room
    .dialog('Public update 2')
    .getByRole('button', { name: /^Publish/ })
    .click()
  await expect(room.entry('Public update 2')).toContainText('Over')
  await room.more('Cancel…')
  await expect(room.dialog(`Cancel ${ref}`)).not.toContainText('Those outside')
  const impact = { who: 'Customers', how: 'Logins failed.' }
  await api(instance.one, ines).command(ref, { type: 'resolve', solution: 'Reversed', impact })
  await api(instance.one, ines).command(ref, { type: 'reopen', reason: 'It is back' })
  await expect(room.dialog(`Cancel ${ref}`)).toContainText('Those outside read that it has come back')
  await expect(room.dialog(`Cancel ${ref}`)).toContainText(promised)
})
