import { expect, type Page } from '@playwright/test'
import { api } from './kit/api.ts'
import { countRequests, settled } from './kit/requests.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

const refPage = /\/incidents\/(INC-\d+)$/

test(
  'declared from the keyboard alone in under 15 seconds; two presses declare once',
  alone,
  async ({ instance, person, open }) => {
    const page = await open(await person('Ines Okafor'), '/')
    await settled(page)
    const topic = 'Badges do not open the doors in Warsaw'
    const declare = async () => {
      await page.keyboard.press('d')
      await expect(page.getByLabel('What is happening?')).toBeFocused()
      await page.keyboard.type(topic, { delay: 30 })
      // A stray Enter sends nothing, and without a severity neither does the real key.
      await page.keyboard.press('Enter')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Choose how bad it is.')).toBeVisible()
      await page.keyboard.press('2')
      await expect(page.getByRole('radio', { name: /SEV2/ })).toBeChecked()
      await page.keyboard.press('Control+Enter')
      await page.keyboard.press('Control+Enter')
      await page.waitForURL(refPage)
    }
    await within(15_000, declare, [instance.one])
    const [row] = await instance.sql<{ n: number; by: string }>(
      `select count(*)::int as n, min(state ->> 'reportedBy') as by from incidents where topic = $1`,
      [topic],
    )
    expect(row).toEqual({ n: 1, by: 'Ines Okafor' })
  },
)

test('a draft survives a reload, and an answer that was lost: pressed again, it is declared once', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED/)
  const page = await open(await person('Jonas Beck'), '/declare')
  const topic = 'Refunds are paid twice'
  await page.getByLabel('What is happening?').fill(topic)
  await page.getByRole('radio', { name: /SEV3/ }).check({ force: true })
  await page.getByLabel('Some customers').check({ force: true })
  await page.reload()
  await expect(page.getByLabel('What is happening?')).toHaveValue(topic)
  await loseNextAnswer(page)
  await page.getByRole('button', { name: 'Declare SEV3' }).click()
  await expect(page.getByText('The server does not answer')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Declare SEV3' }).click()
  await page.waitForURL(refPage)
  const rows = await instance.sql(
    `select state -> 'impact' -> 'who' as who from incidents where topic = $1`,
    [topic],
  )
  expect(rows).toEqual([{ who: { text: 'Some customers' } }])
  await page.goto('/declare')
  await expect(page.getByLabel('What is happening?')).toHaveValue('')
})

test('what is wrong stands at its field, and the cursor goes there', async ({
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/400/)
  const page = await open(await person('Priya Raman'), '/declare')
  const topic = page.getByLabel('What is happening?')
  await topic.fill('x'.repeat(301))
  await page.getByRole('radio', { name: /SEV1/ }).check({ force: true })
  await page.getByRole('button', { name: 'Declare SEV1' }).click()
  await expect(page.getByText('Write at most 300 characters.')).toBeVisible()
  await expect(topic).toBeFocused()
  await topic.fill('Short')
  await expect(page.getByText('Write at most 300 characters.')).toBeHidden()
  await page.getByLabel('Reported at').fill('half past two')
  await page.getByRole('button', { name: 'Declare SEV1' }).click()
  await expect(page.getByText('Write a time such as 14:05')).toBeVisible()
})

test('the dashboard answers for whoever looks, and asks for nothing while nothing happens', async ({
  instance,
  person,
  open,
}) => {
  const topic = 'The label printer prints every label upside down'
  const jonas = await person('Jonas Beck')
  const { incident } = await api(instance.one, jonas).declare({ topic, severity: 'SEV1' })
  const page = await open(await person('Ines Okafor'), '/')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await settled(page)
  const asked = countRequests(page)
  await page.getByRole('button', { name: `Acknowledge: ${incident.ref}` }).click()
  await expect(page.getByText(`Nobody has answered ${incident.ref}`)).toBeHidden()
  // Answered, it is less urgent than what other journeys left open, and may stand among the rest.
  const rest = page.getByText(/^and \d+ more$/)
  if (await rest.isVisible()) await rest.click()
  await page.getByRole('button', { name: `I have command: ${incident.ref}` }).click()
  await expect(page.getByText(`${incident.ref} has no Commander`)).toBeHidden()
  // What the acts set off may still be under way; after that, the clock goes on and nothing is asked.
  const clock = page.getByRole('timer', { name: 'Since the report' }).first()
  await expect(async () => {
    asked.length = 0
    for (let ticks = 0; ticks < 3; ticks++) {
      const before = (await clock.textContent()) ?? ''
      await expect(clock).not.toHaveText(before)
    }
    expect(asked).toEqual([])
  }).toPass({ timeout: 20_000 })
})

test('the list narrows by form and link without any script', async ({ instance, person, signIn }) => {
  const ines = await person('Ines Okafor')
  const rest = api(instance.one, ines)
  for (const severity of ['SEV2', 'SEV3'] as const)
    await rest.declare({ topic: `Zeppelin ${severity}`, severity })
  const context = await signIn(ines, { javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/incidents?cursor=nonsense&status=nonsense')
  await page.getByLabel('Search incidents').fill('zepp')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const found = page.getByRole('table').getByRole('link', { name: /^Zeppelin/ })
  await expect(found).toHaveCount(2)
  await page.getByRole('group', { name: 'Severity' }).getByRole('link', { name: 'SEV3' }).click()
  await expect(found).toHaveText(['Zeppelin SEV3'])
  await page.getByLabel('Status').selectOption('closed')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByText('No incident matches.')).toBeVisible()
})

/** The next declaration arrives at the server, and its answer does not arrive here. */
async function loseNextAnswer(page: Page): Promise<void> {
  await page.route(
    '**/api/v1/incidents',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}
