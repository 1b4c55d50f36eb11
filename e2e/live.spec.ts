import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { tell } from './kit/finish.ts'
import { countRequests, settled } from './kit/requests.ts'
import { type Room, roomOf } from './kit/room.ts'
import { seen } from './kit/seen.ts'
import { alone, test } from './kit/test.ts'
import { walkDeclare } from './kit/walks.ts'
import { within } from './kit/within.ts'

/** "Within a second": from the writer's act to the reader's screen. */
const second = 1000

test(
  'a second browser on another process sees every step within a second, and asks for nothing',
  alone,
  async ({ instance, person, open }) => {
    const writer = await person('Ines Okafor')
    const dashboard = await open(await person('Jonas Beck'), '/', { on: instance.two })
    await expect(dashboard.getByText('Live', { exact: true })).toBeVisible()

    const writing = roomOf(await open(writer, '/', { on: instance.one }))
    const topic = 'Checkout answers with an error'
    const answered = writing.page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/api/v1/incidents'),
    )
    const declared = walkDeclare(writing.page, {
      severity: 'SEV2',
      topic,
      reported: 'Three customers in a row cannot pay.',
      reportedBy: 'Mara Lindqvist, Support',
    })
    await answered
    const both = [instance.one, instance.two]
    await within(second, () => seen(dashboard.getByText(topic).first()), both)
    const ref = await declared

    const reading = roomOf(await open(await person('Priya Raman'), `/incidents/${ref}`, { on: instance.two }))
    await expect(writing.live).toBeVisible()
    await expect(reading.live).toBeVisible()
    await settled(reading.page)
    const asked = countRequests(reading.page)

    const commander = api(instance.one, writer)
    const tellReport = async () => {
      const { id } = await commander.addStakeholder()
      await tell((input) => commander.command(ref, input), id)
    }
    for (const [act, ...shown] of steps(writing, writer.name, tellReport)) {
      await act()
      for (const see of shown) await within(second, () => seen(see(reading).first()), both)
    }
    await expect(reading.page).toHaveTitle(new RegExp(`^Closed ${ref}`))
    // The tab's icon follows the severity; that it does so is no question about the incident.
    // A part of the page's own code may come when it is first needed; of the incident nothing is asked.
    expect(asked.filter((request) => !/\/icons\/|\/_next\/static\//.test(request))).toEqual([])
  },
)

type Step = [act: () => Promise<void>, ...see: ((room: Room) => ReturnType<Room['entry']>)[]]

function steps(writing: Room, name: string, tellReport: () => Promise<unknown>): Step[] {
  const { page } = writing
  const choose = async (radio: RegExp, button: string) => {
    await page.getByRole('radio', { name: radio }).check()
    await writing.button(button).click()
  }
  return [
    [
      () => writing.button('Take command').click(),
      (room) => room.entry(`${name} is Incident Commander`),
      (room) => room.page.getByRole('listitem').filter({ hasText: 'Investigating' }),
    ],
    [() => writing.write('Connections are at 118 of 120.'), (room) => room.entry('118 of 120')],
    [
      async () => {
        await writing.more('Change severity…')
        await choose(/^SEV1/, 'Raise to SEV1')
      },
      (room) => room.entry(/SEV2.*SEV1/s),
    ],
    [
      () => writing.write('/decision Cancel the migration, then roll back.'),
      (room) => room.entry('Cancel the migration, then roll back.'),
    ],
    [
      async () => {
        await writing.button('Set status…').click()
        await choose(/^Identified/, 'Move to Identified')
      },
      (room) => room.page.locator('[aria-current="step"]').filter({ hasText: 'Identified' }),
    ],
    [
      () => writing.write('/cause A migration locks the sessions table.'),
      (room) => room.page.getByLabel('Facts').getByText('A migration locks the sessions table.'),
    ],
    [
      async () => {
        await writing.button('Resolve…').click()
        await page.getByLabel('What was the solution?').fill('Rolled back to v846.')
        await page.getByLabel('Who was affected?', { exact: true }).fill('Every signed-out customer')
        await page.getByLabel('How were they affected?', { exact: true }).fill('Could not log in')
        await page.getByRole('button', { name: /^Resolve INC-/ }).click()
      },
      (room) => room.entry('Rolled back to v846.'),
      (room) => room.page.locator('[aria-current="step"]').filter({ hasText: 'Resolved' }),
    ],
    [
      async () => {
        // The report is sent on its own page; the close asks for what is left.
        await tellReport()
        await writing.button('Close…').click()
        await page.getByLabel('Or say why none is needed').fill('The cause is gone.')
        await page.getByRole('button', { name: /^Close INC-/ }).click()
      },
      (room) => room.page.getByText('It is read-only.'),
    ],
  ]
}

test('an open page asks for nothing while nothing happens', async ({ instance, cast, signIn }) => {
  const { incident } = await api(instance.one, cast.member).declare()
  for (const path of [`/incidents/${incident.ref}`, '/', '/incidents']) {
    // A browser of its own each time: a clock that ran ahead on one page would make the next one look old.
    const page = await (await signIn(cast.second)).newPage()
    // A while passes at once, so that anything which asks from time to time does so now. After 40 s without a sign of
    // the stream (there is one each 15 s) the page would rightly ask for another one.
    await page.clock.install()
    await page.goto(path)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    await settled(page)
    // Hints of what happened just before may have a second rendering pending, at most a second later.
    await page.clock.runFor(1_500)
    await settled(page)
    const asked = countRequests(page)
    await page.clock.fastForward(12_000)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(asked).toEqual([])
  }
})

test('writer and reader agree on every entry, also after the reader was cut off', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  const writer = api(instance.one, cast.member)
  const { incident } = await writer.declare()
  const page = await open(cast.second, `/incidents/${incident.ref}`, { on: instance.two })
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  await page.context().setOffline(true)
  await expect(page.getByText('Reconnecting')).toBeVisible()
  for (const text of ['One', 'Two', 'Three']) {
    await writer.command(incident.ref, { type: 'log', kind: 'note', text: `${text} while away` })
  }
  await page.context().setOffline(false)
  await expect(room.entry(/while away/)).toHaveCount(3)
  await writer.command(incident.ref, { type: 'log', kind: 'note', text: 'Four, back again' })
  await expect(room.entry('Four, back again')).toHaveCount(1)
  const numbers = await room.log
    .locator('[data-entry]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-entry'))))
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
})
