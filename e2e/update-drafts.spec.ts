import { expect } from '@playwright/test'
import { expectAccessible, phone } from './kit/accessible.ts'
import { type Answer, api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'
import { inMinutes, sheetOf, stage, words } from './kit/update-stage.ts'

const draft = { type: 'draft_update', ...words, state: 'looking_into' }

test('what is promised stays promised: edited by who approves it, put right, taken back', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Nora Commands'), await person('Nils Tells')]
  const ref = await stage(instance, ines, jonas)
  const lead = api(instance.one, jonas)
  const promise = async () => ((await lead.get(`/incidents/${ref}`)) as Answer['incident']).updates.promise
  // On another day, and to the millisecond: a program wrote it.
  const promised = inMinutes(26 * 60)
  await lead.command(ref, { ...draft, nextUpdateAt: promised })
  const approving = await open(ines, `/incidents/${ref}?update=draft`, { on: instance.two })
  await sheetOf(approving).getByRole('button', { name: 'Edit' }).click()
  await expect(sheetOf(approving).getByRole('radio', { name: 'Another time' })).toBeChecked()
  await sheetOf(approving).getByLabel('Headline').fill('We are at it.')
  await sheetOf(approving)
    .getByRole('button', { name: /^Publish/ })
    .click()
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  const first = room.entry('Public update 1')
  await expect(first).toContainText('We are at it.')
  const made = await promise()
  expect(made).toMatchObject({ kind: 'next', dueAt: promised })

  await first.getByRole('button', { name: /What to do with entry/ }).click()
  await room.button('Correct this update…').click()
  await sheetOf(room.page).getByLabel('Headline').fill('We are still at it.')
  await sheetOf(room.page)
    .getByRole('button', { name: /^Publish/ })
    .click()
  await expect(room.entry('Public update 2')).toContainText('Corrects update 1')
  // The very same promise, not one that was kept early and made again.
  expect(await promise()).toEqual(made)

  await lead.command(ref, { ...draft, nextUpdateAt: inMinutes(50) })
  await room.button('Take it back').click()
  await expect(sheetOf(room.page).getByRole('radio', { name: 'Another time' })).toBeChecked()
})

test('a draft that comes back takes no place of what its author has begun since', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Olga Commands'), await person('Otto Tells')]
  const ref = await stage(instance, ines, jonas)
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  await expect(room.live).toBeVisible()
  const sheet = sheetOf(room.page)
  const kept = sheet.getByRole('region', { name: 'Also kept on this device' })
  const drafted = async () =>
    await api(instance.one, jonas).command(ref, { ...draft, nextUpdateAt: inMinutes(20) })
  const expectBegun = async () => {
    await expect(sheet.getByLabel('Headline')).toHaveValue('The fix is going out.')
    await expect(sheet.getByLabel('What people outside call it')).toHaveValue('Login')
    await expect(sheet.getByLabel('Name 1')).toHaveValue('The app')
    await expect(sheet.getByLabel('Another time for the next update')).toHaveValue('2031-02-03T04:05')
    await expect(sheet.getByRole('radio', { name: 'Cause found' })).toBeChecked()
  }

  await drafted()
  await expect(room.page.getByText('Your update waits for')).toBeVisible()
  await room.page.keyboard.press('u')
  await sheet.getByText('Cause found', { exact: true }).click()
  await sheet.getByLabel('What people outside call it').fill('Login')
  await sheet.getByLabel('Headline').fill('The fix is going out.')
  await sheet.getByRole('button', { name: 'Add what is affected' }).click()
  await sheet.getByLabel('Name 1').fill('The app')
  await sheet.getByText('Another time', { exact: true }).click()
  await sheet.getByLabel('Another time for the next update').fill('2031-02-03T04:05')
  await room.page.keyboard.press('Escape')
  await room.button('Take it back').click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('More soon.')
  await sheet.getByLabel('What should people know?').fill('More soon, and this.')
  // What was begun is named, and one press away; and so is the other one from there.
  await expect(kept).toContainText('The fix is going out.')
  await expectAccessible(room.page, 'the sheet with what else is kept')
  await kept.getByRole('button', { name: /^Go on with it “The fix/ }).click()
  await expectBegun()
  await kept.getByRole('button', { name: /^Go on with it “We are looking/ }).click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('More soon, and this.')
  await sheet.getByRole('button', { name: 'Discard draft' }).click()
  await expectBegun()
  await expect(kept).toHaveCount(0)
  await room.page.keyboard.press('Escape')

  const { entries } = await drafted()
  await api(instance.two, ines).command(ref, {
    ...{ type: 'return_update', seq: entries.at(-1)?.seq, reason: 'Say since when.' },
  })
  await room.page.reload()
  await room.button('Go on with it…').click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('More soon.')
  await sheet.getByLabel('What should people know?').fill('Since 13:53 CEST.')
  await room.page.keyboard.press('Escape')
  await room.page.reload()
  // Pressed again it is gone on with, not begun anew.
  await room.button('Go on with it…').click()
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('Since 13:53 CEST.')
  await room.page.keyboard.press('Escape')
  await room.page.keyboard.press('u')
  await expectBegun()
  await expect(kept).toContainText('We are looking into it.')
})

test('of two who ask for approval at once the second gets both texts', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  const [ines, jonas] = [await person('Quinn Commands'), await person('Quentin Tells')]
  const ref = await stage(instance, ines, jonas)
  const paul = await person('Queenie Drafts')
  const room = roomOf(await open(paul, `/incidents/${ref}?update=new`, { on: instance.one }))
  const sheet = sheetOf(room.page)
  await sheet.getByLabel('What people outside call it').fill('Login')
  await sheet.getByLabel('What should people know?').fill('Mine, as I wrote it.')
  const theirs = { ...draft, text: 'Theirs, a moment sooner.', nextUpdateAt: inMinutes(20) }
  await api(instance.two, jonas).command(ref, theirs)
  await expect(sheet.getByRole('alert')).toContainText(`${jonas.name} asked for approval of a draft`)
  await expect(sheet.getByRole('alert')).toContainText('Theirs, a moment sooner.')
  expectConsole(/409/)
  const refused = room.page.waitForResponse((response) => response.status() === 409)
  await sheet.getByRole('button', { name: `Ask ${ines.name} to approve` }).click()
  await refused
  // The page has taken the answer in: before, going on would be asked for once more.
  const again = sheet.getByRole('button', { name: `Ask ${ines.name} to approve` })
  await expect(again).not.toHaveAttribute('aria-busy', 'true')
  await expect(sheet.getByLabel('What should people know?')).toHaveValue('Mine, as I wrote it.')
  await sheet.getByRole('button', { name: 'Go on with mine in its place' }).click()
  await expect(sheet.getByText(`A draft by ${jonas.name} waits for approval.`)).toBeVisible()
  await again.click()
  await expect(room.page.getByText(`Your update waits for ${ines.name}`)).toBeVisible()
})

test('the names of what is affected are looked at like the words', async ({ instance, person, open }) => {
  const [ines, jonas] = [await person('Vera Commands'), await person('Viktor Tells')]
  const ref = await stage(instance, ines, jonas)
  await api(instance.one, ines).command(ref, { type: 'add_label', kind: 'component', name: 'sessions-db' })
  const room = roomOf(await open(jonas, `/incidents/${ref}?update=new`, { on: instance.one }))
  const sheet = sheetOf(room.page)
  const found = sheet.getByRole('list', { name: 'What would read better outside' })
  await expect(sheet.getByText('No names, versions or vendors found.')).toBeVisible()
  for (const [at, name] of ['Login', 'Stripe', 'INC-7', 'sessions-db'].entries()) {
    await sheet.getByRole('button', { name: 'Add what is affected' }).click()
    await sheet.getByLabel(`Name ${at + 1}`).fill(name)
  }
  await expect(sheet.getByText('1 vendor, 1 number of ours and 1 word of the house found.')).toBeVisible()
  await expect(found.getByRole('listitem')).toHaveText([
    /“Stripe” in what is affected\./,
    /“INC-7” in what is affected\./,
    /“sessions-db” in what is affected\./,
  ])
  await sheet.getByLabel('Name 2').fill('Payments')
  await expect(found.getByRole('listitem')).toHaveCount(2)
})

test('a correction is let go for what somebody else said; of words that were redacted nothing is kept', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Wanda Commands', 'admin'), await person('Wim Tells')]
  const ref = await stage(instance, ines, jonas)
  const publish = { type: 'publish_update', ...words, state: 'looking_into', nextUpdateAt: inMinutes(20) }
  await api(instance.one, jonas).command(ref, { ...publish, text: 'The password is hunter2.' })
  const room = roomOf(await open(jonas, `/incidents/${ref}`, { on: instance.one }))
  const sheet = sheetOf(room.page)
  const text = sheet.getByLabel('What should people know?')
  const kept = sheet.getByRole('region', { name: 'Also kept on this device' })
  const first = room.entry('Public update 1')
  const seq = Number(await first.getAttribute('data-entry'))
  const correct = async () => {
    await first.getByRole('button', { name: /What to do with entry/ }).click()
    await room.button('Correct this update…').click()
  }

  await correct()
  await text.fill('The password was hunter2.')
  await api(instance.two, ines).command(ref, { ...publish, text: 'Theirs, a moment sooner.' })
  await expect(sheet.getByRole('alert')).toContainText('Theirs, a moment sooner.')
  await sheet.getByRole('button', { name: 'Discard mine' }).click()
  // What comes next goes on from theirs, and nothing of the correction is left.
  await expect(room.dialog('Public update 3')).toBeVisible()
  await expect(text).not.toHaveValue(/hunter2/)
  await expect(kept).toHaveCount(0)
  await room.page.keyboard.press('Escape')

  await correct()
  await text.fill('The password was hunter2, I think.')
  await room.page.keyboard.press('Escape')
  await room.page.keyboard.press('u')
  await expect(kept).toContainText('We are looking into it.')
  const stored = () => room.page.evaluate(() => JSON.stringify(localStorage))
  expect(await stored()).toContain('hunter2')
  await api(instance.two, ines).command(ref, { type: 'redact_entry', seq, reason: 'A password' })
  await expect(kept).toHaveCount(0)
  await expect.poll(stored).not.toContain('hunter2')
})

test('two tabs write one draft; what went out without an answer is offered in neither again', async ({
  instance,
  person,
  signIn,
  expectConsole,
}) => {
  const [ines, jonas] = [await person('Xenia Commands'), await person('Xaver Tells')]
  const ref = await stage(instance, ines, jonas)
  const context = await signIn(jonas, { on: instance.one })
  const tab = async () => {
    const page = await context.newPage()
    await page.goto(`/incidents/${ref}?update=new`)
    return roomOf(page)
  }
  const [room, other] = [await tab(), await tab()]
  const text = (of: typeof room) => sheetOf(of.page).getByLabel('What should people know?')
  const expectFresh = async (of: typeof room, number: number) => {
    const sheet = of.dialog(`Public update ${number}`)
    await expect(sheet).toBeVisible()
    await expect(text(of)).toHaveValue(/We are still looking/)
    await expect(sheet.getByRole('alert')).toHaveCount(0)
    await expect(sheet.getByRole('button', { name: 'Discard draft' })).toHaveCount(0)
  }

  // The other one stands open with older words.
  await expect(text(other)).toHaveValue(/We are looking for the cause/)
  await sheetOf(room.page).getByLabel('What people outside call it').fill('Login')
  await text(room).fill('More soon. ')
  await room.page.keyboard.press('Escape')
  await expect(text(other)).toHaveValue('More soon. ')
  await sheetOf(other.page).getByLabel('Headline').fill('We are at it.')
  await room.page.reload()
  await expect(room.live).toBeVisible()
  await room.page.keyboard.press('u')
  await expect(text(room)).toHaveValue('More soon. ')
  await expect(sheetOf(room.page).getByLabel('Headline')).toHaveValue('We are at it.')

  // It goes out, and no answer comes.
  expectConsole(/ERR_FAILED/)
  await room.page.route('**/commands', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await sheetOf(room.page)
    .getByRole('button', { name: /^Publish/ })
    .click()
  await expect(room.entry('Public update 1')).toContainText('More soon.')
  await expect(sheetOf(room.page)).toHaveCount(0)
  await room.page.unroute('**/commands')
  await expectFresh(other, 2)

  // The page ends before it has arrived.
  await room.page.keyboard.press('u')
  await expectFresh(room, 2)
  await sheetOf(room.page).getByLabel('Headline').fill('We are still at it.')
  const sent = Promise.withResolvers<{ type: string }>()
  await room.page.route('**/commands', (route) => sent.resolve(route.request().postDataJSON()))
  await sheetOf(room.page)
    .getByRole('button', { name: /^Publish/ })
    .click()
  const command = await sent.promise
  await room.page.reload()
  await room.page.unroute('**/commands')
  await expect(room.live).toBeVisible()
  await api(instance.two, jonas).command(ref, command)
  await expect(room.entry('Public update 2')).toContainText('We are still at it.')
  await room.page.keyboard.press('u')
  await expectFresh(room, 3)
  await expectFresh(other, 3)

  // Where nothing can be kept, nothing is called kept.
  await other.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError')
    }
  })
  await other.page.goto(`/incidents/${ref}?update=new`)
  const sheet = sheetOf(other.page)
  await text(other).fill('Half a sentence')
  await expect(sheet).toContainText('This device has no room to keep it: what is closed is lost.')
  await expect(sheet).not.toContainText('Kept on this device')
  await expect(sheet.getByRole('button', { name: 'Close', exact: true })).toBeVisible()
})

test('on a phone what an answer says comes into view, and a sheet waits for its own', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  const [ines, jonas] = [await person('Yara Commands'), await person('Yann Tells')]
  const ref = await stage(instance, ines, jonas)
  const at = inMinutes(-3 * 24 * 60)
  await api(instance.one, ines).command(ref, {
    ...{ type: 'set_milestone', milestone: 'impactStartedAt', at, reason: 'Found out' },
  })
  const onPhone = { on: instance.one, viewport: phone, hasTouch: true }
  // Where the writer is, it is another time.
  const elsewhere = { ...onPhone, timezoneId: 'Asia/Tokyo' }
  const room = roomOf(await open(jonas, `/incidents/${ref}?update=new`, elsewhere))
  const sheet = sheetOf(room.page)
  const publish = () => sheet.getByRole('button', { name: /^Publish/ }).click()
  const day = /It began at \d\d:\d\d CES?T on \w+day \d+ \w+( \d+)?\./
  await expect(sheet.getByLabel('What should people know?')).toHaveValue(day)

  await sheet.getByLabel('What people outside call it').fill('Login')
  const add = sheet.getByRole('button', { name: 'Add what is affected' })
  await add.click()
  await add.click()
  const name = sheet.getByLabel('Name 2')
  await name.fill('Or\u0007ders')
  await sheet.getByText('Another time', { exact: true }).click()
  expectConsole(/status of 4\d\d/, /ERR_FAILED/)
  await publish()
  await expect(name).toBeFocused()
  await expect(name).toBeInViewport()
  await expect(name).toHaveAccessibleDescription('Write it on one line.')
  await name.fill('Orders')
  await expect(name).toHaveAccessibleDescription('')
  await sheet.getByRole('button', { name: 'Take row 1 off the list' }).click()
  await expect(sheet.getByLabel('Name 1')).toBeFocused()
  await expect(sheet.getByLabel('Name 1')).toHaveValue('Orders')

  const alert = sheet.getByRole('alert')
  await room.page.route('**/commands', (route) => route.abort())
  await publish()
  await expect(alert).toContainText('The server does not answer')
  await expect(alert).toBeInViewport({ ratio: 1 })
  await room.page.unroute('**/commands')
  await api(instance.two, ines).command(ref, {
    ...{ type: 'publish_update', ...words, state: 'cause_found', nextUpdateAt: inMinutes(20) },
  })
  const meanwhile = sheet.getByRole('alert', { name: 'Meanwhile' })
  await expect(meanwhile).toContainText(ines.name)
  await add.click()
  await expect(meanwhile).not.toBeInViewport()
  await publish()
  await expect(meanwhile).toBeFocused()
  await expect(meanwhile).toBeInViewport()

  await api(instance.two, jonas).command(ref, {
    ...{ ...draft, text: 'Nobody knows yet. '.repeat(50), nextUpdateAt: inMinutes(20) },
  })
  const reading = roomOf(await open(ines, `/incidents/${ref}?update=draft`, onPhone))
  const approving = reading.dialog('Approve update 2')
  const approve = () => approving.getByRole('button', { name: /^Approve and publish/ }).click()
  await approving.getByText('Goes to').scrollIntoViewIfNeeded()
  await reading.page.route('**/commands', (route) => route.abort())
  await approve()
  await expect(approving.getByRole('alert')).toBeInViewport({ ratio: 1 })
  // The stream is quicker than the answer: until that is here, nothing is said to be gone.
  const isSeen = Promise.withResolvers<void>()
  await reading.page.unroute('**/commands')
  await reading.page.route('**/commands', async (route) => {
    const response = await route.fetch()
    await isSeen.promise
    await route.fulfill({ response })
  })
  await approve()
  await expect(reading.entry('Public update 2')).toHaveCount(1)
  await expect(sheetOf(reading.page)).toHaveAccessibleName('Approve update 2')
  isSeen.resolve()
  await expect(sheetOf(reading.page)).toHaveCount(0)
})
