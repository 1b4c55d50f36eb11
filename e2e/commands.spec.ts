import { expect } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { finish, giveStakeholder } from './kit/finish.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test('topic, labels and pins are changed where they stand', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 409/)
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ topic: 'Lab results stay blank', severity: 'SEV3' })
  await member.command(incident.ref, { type: 'log', kind: 'finding', text: 'The queue has 40,000 jobs.' })
  const room = roomOf(await open(cast.member, `/incidents/${incident.ref}`))
  const { page } = room
  await expect(room.live).toBeVisible()

  await room.button('Change the topic').click()
  const dialog = room.dialog('Change the topic')
  await dialog.getByLabel('Topic').fill('Lab results come hours late')
  // Somebody else is faster: neither text is lost.
  await api(instance.two, cast.second).command(incident.ref, { type: 'set_topic', topic: 'Results are late' })
  await expect(room.title).toHaveText('Results are late')
  await dialog.getByLabel('Topic').press('Control+Enter')
  const refused = page.getByRole('alert').filter({ hasText: 'The topic was not changed' })
  await expect(refused).toContainText('Lab results come hours late')
  await expect(refused).toContainText('Results are late')
  await refused.getByRole('button', { name: 'Apply mine anyway' }).click()
  await expect(room.title).toHaveText('Lab results come hours late')

  await room.button('Add a label').click()
  await room
    .dialog('Add a label')
    .getByRole('radio', { name: /^Cause/ })
    .check()
  await room.dialog('Add a label').getByLabel('Name').fill('Queue')
  await room.button('Add “Queue”').click()
  const labels = page.getByRole('region', { name: 'Labels' })
  await expect(labels).toContainText('Cause: Queue')
  await labels.getByRole('button', { name: 'Remove the label Queue' }).click()
  await expect(labels).toContainText('None yet')

  const finding = room.entry('The queue has 40,000 jobs.').first()
  await finding.hover()
  await finding.getByRole('button', { name: /^What to do with entry/ }).click()
  await room.button('Pin to the facts').click()
  const pins = page.getByRole('region', { name: 'Pinned' })
  await expect(pins).toContainText('The queue has 40,000 jobs.')
  await pins.getByRole('button', { name: /^Unpin/ }).click()
  await expect(pins).toHaveCount(0)
})

test('a milestone is set by hand, in order, and says so', async ({ instance, cast, open }) => {
  const commander = api(instance.one, cast.member)
  const { incident } = await commander.declare({ severity: 'SEV1', reportedAt: '2026-05-14T12:02:11.000Z' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  const room = roomOf(await open(cast.member, `/incidents/${incident.ref}`))
  await expect(room.live).toBeVisible()
  const milestones = room.page.getByRole('region', { name: 'Milestones' })
  await milestones.getByRole('button', { name: 'Set a milestone' }).click()
  const dialog = room.dialog('Set a milestone')
  await dialog.getByLabel('Milestone').selectOption('Impact started')
  await dialog.getByLabel('When').fill('2026-05-14T14:30:00')
  await dialog.getByLabel('Reason').fill('The first 500 in the balancer’s log.')
  await dialog.getByRole('button', { name: 'Set “Impact started”' }).click()
  // Both fields and both times, on the viewer's clock; nothing was sent.
  await expect(
    dialog.getByText(/Impact started \(.*14:30.*\) must not be after Reported \(.*14:02/),
  ).toBeVisible()
  await dialog.getByLabel('When').fill('2026-05-14T13:41:30')
  await dialog.getByRole('button', { name: 'Set “Impact started”' }).click()
  await expect(milestones).toContainText('13:41:30')
  await expect(milestones.getByRole('link', { name: 'set by hand' })).toBeVisible()

  // An observer reads them.
  const reading = roomOf(await open(cast.observer, `/incidents/${incident.ref}`))
  await expect(reading.page.getByRole('region', { name: 'Milestones' })).toContainText('13:41:30')
  await expect(reading.button('Set a milestone')).toHaveCount(0)
})

test('a slip of severity or status is taken back at one press', async ({ instance, cast, open }) => {
  const commander = api(instance.one, cast.member)
  const { incident } = await commander.declare({ severity: 'SEV1' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  const room = roomOf(await open(cast.member, `/incidents/${incident.ref}`))
  const watching = roomOf(await open(cast.second, `/incidents/${incident.ref}`, { on: instance.two }))
  await expect(watching.live).toBeVisible()
  await room.more('Change severity…')
  const dialog = room.dialog('Change the severity')
  await dialog.getByRole('radio', { name: /^SEV3/ }).check()
  await dialog.getByLabel('Reason').fill('Meant SEV2')
  await dialog.getByRole('button', { name: 'Lower to SEV3' }).click()
  await expect(room.page.getByText('Severity lowered to SEV3.')).toBeVisible()
  await room.button('Undo').click()
  await expect(room.entry('took back SEV3: the severity is SEV1 again')).toBeVisible()
  await expect(watching.entry('took back SEV3')).toBeVisible()
  await expect(room.button('Undo')).toHaveCount(0)
  await expect(watching.button('Undo')).toHaveCount(0)

  // Also later, at the entry itself.
  await commander.command(incident.ref, { type: 'set_status', status: 'monitoring' })
  const chapter = room.log
    .getByRole('listitem')
    .filter({ has: room.page.getByRole('heading', { name: 'Monitoring' }) })
  await chapter.hover()
  await chapter.getByRole('button', { name: /^What to do with entry/ }).click()
  await room.button('Undo this change').click()
  await expect(room.page.getByRole('list', { name: 'Status' }).locator('[aria-current]')).toContainText(
    'Investigating',
  )
})

test('what was no incident is cancelled; what was not over is reopened', async ({ instance, cast, open }) => {
  const commander = api(instance.one, cast.member)
  const { incident: none } = await commander.declare({ severity: 'SEV2' })
  await commander.command(none.ref, { type: 'take_role', role: 'commander' })
  const room = roomOf(await open(cast.member, `/incidents/${none.ref}`))
  await expect(room.live).toBeVisible()
  await room.more('Cancel…')
  await room.dialog(`Cancel ${none.ref}`).getByLabel('Reason').fill('A test alarm.')
  await room
    .dialog(`Cancel ${none.ref}`)
    .getByRole('button', { name: `Cancel ${none.ref}` })
    .click()
  await expect(room.page.getByText(`${none.ref} was cancelled`)).toBeVisible()
  await expect(room.composer).toHaveCount(0)

  const { incident } = await commander.declare({ severity: 'SEV2' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  await commander.command(incident.ref, { type: 'resolve', solution: 'Restarted.', impact })
  const stakeholder = await giveStakeholder(instance.sql)
  await finish((input) => commander.command(incident.ref, input), stakeholder)
  await room.page.goto(`/incidents/${incident.ref}`)
  await expect(room.page.getByText(`${incident.ref} is closed`)).toBeVisible()
  await room.more('Reopen…')
  await room.dialog(`Reopen ${incident.ref}`).getByLabel('Reason').fill('It came back.')
  await room.page.keyboard.press('Control+Enter')
  await expect(room.composer).toBeVisible()
  await expect(room.page.getByRole('list', { name: 'Status' }).locator('[aria-current]')).toContainText(
    'Investigating',
  )
})

test('two that are one become one, and the old address leads there', async ({ instance, cast, open }) => {
  const commander = api(instance.one, cast.member)
  const { incident: target } = await commander.declare({ severity: 'SEV1', topic: 'Nobody can log in' })
  const { incident: twin } = await commander.declare({ severity: 'SEV2', topic: 'Login page hangs' })
  await commander.command(twin.ref, { type: 'take_role', role: 'commander' })
  const room = roomOf(await open(cast.member, `/incidents/${twin.ref}`))
  const there = roomOf(await open(cast.second, `/incidents/${target.ref}`, { on: instance.two }))
  await expect(room.live).toBeVisible()
  await expect(there.live).toBeVisible()
  await room.more('Merge into another…')
  const dialog = room.dialog(`Merge ${twin.ref} into another`)
  await dialog.getByLabel('Into which open incident?').fill('nobody can')
  await dialog.getByRole('radio', { name: new RegExp(`${target.ref} `) }).check()
  await dialog.getByRole('button', { name: `Merge ${twin.ref} into ${target.ref}` }).click()
  await expect(room.page.getByText(`${twin.ref} was merged into ${target.ref}`).first()).toBeVisible()
  await expect(there.page.getByRole('region', { name: 'Merged into this' })).toContainText('Login page hangs')

  const page = await open(cast.observer, `/incidents/${twin.ref}`)
  await expect(page).toHaveURL(new RegExp(`/incidents/${target.ref}\\?from=${twin.ref}`))
  await expect(page.getByText(`${twin.ref} was merged into this incident.`)).toBeVisible()
  await page.getByRole('link', { name: 'Read its own log' }).click()
  await expect(roomOf(page).title).toHaveText('Login page hangs')
  await expect(roomOf(page).log.getByText('Report', { exact: true })).toBeVisible()
  // A link to one of its entries still leads to that entry.
  const entry = new RegExp(`/incidents/${twin.ref}\\?log=own#entry-1$`)
  await page.goto(`/incidents/${twin.ref}#entry-1`)
  await expect(page).toHaveURL(entry)

  // And where the other one was itself merged: all the way, and back to the very first.
  const { incident: third } = await commander.declare({ severity: 'SEV1', topic: 'Everything is down' })
  await commander.command(target.ref, { type: 'take_role', role: 'commander' })
  await commander.command(target.ref, { type: 'merge_into', target: third.ref })
  await page.goto(`/incidents/${twin.ref}`)
  await expect(roomOf(page).title).toHaveText('Everything is down')
  await expect(page.getByText(`${target.ref} was merged into this incident.`)).toBeVisible()
  await page.goto(`/incidents/${twin.ref}#entry-1`)
  await expect(page).toHaveURL(entry)
})

test('a note that the server drew under the header is never drawn anew', async ({
  instance,
  cast,
  signIn,
}) => {
  const commander = api(instance.one, cast.member)
  const { incident: target } = await commander.declare({ severity: 'SEV1', topic: 'Nobody can pay' })
  const { incident: twin } = await commander.declare({ severity: 'SEV2', topic: 'The card page hangs' })
  await commander.command(twin.ref, { type: 'take_role', role: 'commander' })
  await commander.command(twin.ref, { type: 'merge_into', target: target.ref })
  const page = await (await signIn(cast.observer)).newPage()
  // What the page names itself comes at once; what it asks for later waits.
  let named = ''
  await page.route('**/incidents/*', async (route) => {
    const response = await route.fetch()
    named += await response.text()
    await route.fulfill({ response })
  })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let held = 0
  await page.route('**/_next/static/chunks/**', async (route) => {
    if (!named.includes(new URL(route.request().url()).pathname)) {
      held += 1
      await released
    }
    await route.continue()
  })
  await page.goto(`/incidents/${target.ref}?from=${twin.ref}`, { waitUntil: 'domcontentloaded' })
  await expect.poll(() => held).toBeGreaterThan(0)
  const room = roomOf(page)
  const link = page.getByRole('link', { name: 'Read its own log' })
  await link.evaluate((element) => element.setAttribute('data-drawn', 'first'))
  release()
  await expect(room.live).toBeVisible()
  // Pressed while the page wakes up, a link that is replaced loses the click.
  await expect(link).toHaveAttribute('data-drawn', 'first')
  await link.click()
  await expect(room.title).toHaveText('The card page hangs')
})

test('a picture needs words before it is logged; a pasted password can be taken out', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 4/)
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ severity: 'SEV2' })
  const room = roomOf(await open(cast.member, `/incidents/${incident.ref}`))
  await expect(room.live).toBeVisible()
  await room.more('Attach a file…')
  const dialog = room.dialog('Attach a file')
  await dialog.getByLabel('File').setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: zip })
  await expect(dialog.locator('[aria-invalid="true"]')).toBeVisible()
  await dialog.getByLabel('File').setInputFiles({ name: 'graph.png', mimeType: 'image/png', buffer: png })
  await dialog.getByRole('button', { name: 'Attach to the log' }).click()
  await expect(dialog.getByText('Say what the picture shows.')).toBeVisible()
  await dialog.getByLabel('What the picture shows').fill('Errors rise at 13:53')
  await dialog.getByRole('button', { name: 'Attach to the log' }).click()
  await expect(room.log.getByRole('img', { name: 'Errors rise at 13:53' })).toBeVisible()

  await room.write('the password is hunter2')
  const entry = room.entry('hunter2')
  await expect(entry).not.toContainText('Sending')
  const admin = roomOf(await open(cast.admin, `/incidents/${incident.ref}`, { on: instance.two }))
  await expect(admin.live).toBeVisible()
  await admin.entry('hunter2').hover()
  await admin
    .entry('hunter2')
    .getByRole('button', { name: /^What to do with entry/ })
    .click()
  await admin.button('Redact…').click()
  await admin.page.getByRole('dialog').getByLabel('Reason').fill('A password was pasted.')
  await admin.page.keyboard.press('Control+Enter')
  for (const each of [room, admin]) await expect(each.page.getByText('hunter2')).toHaveCount(0)
  const answer = await request(instance.one, cast.member, `/incidents/${incident.ref}/entries`)
  expect(await answer.text()).not.toContain('hunter2')
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x0a, 0x00, 0xff, 0xfe])
