import { expect, type Page } from '@playwright/test'
import { api } from './kit/api.ts'
import { settled } from './kit/requests.ts'
import { roomOf } from './kit/room.ts'
import { seen } from './kit/seen.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

test(
  'with the answer held back, the entry stands at once, marked as being sent',
  alone,
  async ({ instance, cast, open }) => {
    const { incident } = await api(instance.one, cast.member).declare()
    const page = await open(cast.member, `/incidents/${incident.ref}`)
    const room = roomOf(page)
    await expect(room.live).toBeVisible()
    // Whoever stirs has the rules of commands loaded.
    await settled(page, () => page.mouse.move(10, 10))
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { passed } = await holdCommands(page, released)

    await room.write('The queue drains.')
    const entry = room.entry('The queue drains.')
    await within(2_000, () => seen(entry))
    await expect(entry).toContainText('Sending…')
    await expect(room.composer).toHaveValue('')
    // Nobody waits for the answer to write on.
    await room.write('And the next one.')
    await expect(room.entry('And the next one.')).toContainText('Sending…')
    release()
    await passed
    await expect(entry).not.toContainText('Sending…')
    await expect(entry).toHaveCount(1)
    await expect(room.entry('And the next one.')).not.toContainText('Sending…')
    const texts = await instance.sql<{ text: string }>(
      `select e.payload ->> 'text' as text from entries e join incidents i on i.id = e.incident_id
     where i.ref = $1 and e.type = 'logged' order by e.seq`,
      [incident.ref],
    )
    expect(texts).toEqual([{ text: 'The queue drains.' }, { text: 'And the next one.' }])
  },
)

test('refused, it leaves, says why, and its text is back in the composer', async ({
  instance,
  person,
  open,
  cast,
  expectConsole,
}) => {
  expectConsole(/status of 403/)
  const { incident } = await api(instance.one, cast.member).declare()
  const writer = await person('Wanda Writer')
  const page = await open(writer, `/incidents/${incident.ref}`)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  // Whoever stirs has the rules of commands loaded.
  await settled(page, () => page.mouse.move(10, 10))
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { passed } = await holdCommands(page, released)
  await room.write('What I saw in the graph.')
  await expect(room.entry('What I saw in the graph.')).toContainText('Sending…')
  // While it is on its way an admin takes the right away: a true refusal.
  await instance.sql(`update people set role = 'observer' where id = $1`, [writer.id])
  release()
  await passed

  await expect(room.entry('What I saw in the graph.')).toHaveCount(0)
  await expect(room.composer).toHaveValue('What I saw in the graph.')
  await expect(page.getByRole('alert').filter({ hasText: 'Not logged.' })).toContainText('Observers read')
})

test('on a slow connection the status moves on twice before the first answer: both stand', async ({
  instance,
  cast,
  open,
}) => {
  const { declare, command } = api(instance.one, cast.member)
  const { incident } = await declare()
  await command(incident.ref, { type: 'take_role', role: 'commander' })
  const page = await open(cast.member, `/incidents/${incident.ref}`)
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  await settled(page, () => page.mouse.move(10, 10))
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await holdCommands(page, released)
  for (const status of ['Identified', 'Monitoring']) {
    await page.keyboard.press('s')
    const dialog = room.dialog('Set the status')
    await dialog.getByText(status, { exact: true }).click()
    await dialog.getByRole('button', { name: `Move to ${status.toLowerCase()}` }).click()
    await expect(dialog).toHaveCount(0)
    await expect(room.log).toContainText(status)
  }
  release()
  await room.delivered()
  await expect(room.log).toContainText('Monitoring')
  // It was one's own change that came between, and nobody else's.
  expect(await instance.sql('select status from incidents where ref = $1', [incident.ref])).toEqual([
    { status: 'monitoring' },
  ])
})

/** Keeps every command back on its way until then; `passed` resolves when the first one went on. */
async function holdCommands(page: Page, until: Promise<void>) {
  const { promise: passed, resolve } = Promise.withResolvers<void>()
  await page.route('**/commands', async (route) => {
    await until
    await route.continue()
    resolve()
  })
  return { passed }
}
