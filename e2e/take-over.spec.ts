import { expect } from '@playwright/test'
import type { Person } from './kit/accounts.ts'
import { type PastStep, tellPast } from './kit/past.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

const declaration = {
  type: 'declare_incident',
  topic: 'Cards are declined',
  severity: 'SEV1',
  reported: 'Every second card payment is declined.',
  reportedBy: 'Mara Lindqvist',
  source: 'Call from operations',
}

/** Declared half an hour ago; who commands has written nothing for `silentFor` minutes. */
function silence(commander: Person, silentFor: number): PastStep[] {
  return [
    { who: commander, minutesAgo: 30, command: declaration },
    // Before the first update is due, five minutes after the report: a missed one would be an entry more.
    { who: commander, minutesAgo: 28, command: { type: 'take_role', role: 'commander' } },
    {
      who: commander,
      minutesAgo: silentFor,
      command: { type: 'log', kind: 'finding', text: 'The provider times out.' },
    },
  ]
}

test('a silent Commander is asked, and one press answers', async ({ instance, person, open }) => {
  const [silent, other] = [await person('Sven Silent'), await person('Olga Other')]
  const ref = await tellPast(instance, silence(silent, 12))
  const asked = roomOf(await open(silent, `/incidents/${ref}`, { on: instance.two }))
  const asking = roomOf(await open(other, `/incidents/${ref}`, { on: instance.one }))
  await expect(asked.live).toBeVisible()
  const line = asking.page.getByRole('status').filter({ hasText: `Nothing from ${silent.name}` })
  await expect(line).toContainText(/for 1[23]/)
  await line.getByRole('button', { name: 'Ask whether they are there' }).click()
  await expect(line).toContainText('Without an answer, command can be taken over from')

  const question = asked.page
    .getByRole('alert')
    .filter({ hasText: `${other.name} asks whether you are there` })
  await question.getByRole('button', { name: 'I have command' }).click()
  await expect(question).toHaveCount(0)
  await expect(line).toHaveCount(0)
  await expect(asking.entry('I am here. I have command.')).toBeVisible()
})

test('without an answer, command is taken over with a reason and the brief of the log', async ({
  instance,
  person,
  open,
}) => {
  const [silent, other] = [await person('Sven Silent'), await person('Olga Other')]
  const ref = await tellPast(instance, [
    ...silence(silent, 16),
    { who: other, minutesAgo: 3, command: { type: 'nudge_commander' } },
  ])
  const left = roomOf(await open(silent, `/incidents/${ref}`, { on: instance.two }))
  const taking = roomOf(await open(other, `/incidents/${ref}`, { on: instance.one }))
  await expect(left.live).toBeVisible()
  await expect(taking.page.getByText('No answer')).toBeVisible()
  await taking.page.getByRole('status').getByRole('button', { name: 'Take over command…' }).click()
  const dialog = taking.dialog('Take over command')
  await expect(dialog).toContainText('The provider times out.')
  await dialog.getByRole('button', { name: 'Take over command' }).click()
  await expect(dialog.getByText('Say in a sentence why')).toBeVisible()
  await dialog.getByLabel('Reason').fill('On a plane since two.')
  await dialog.getByLabel('Reason').press('Control+Enter')
  for (const room of [taking, left]) {
    await expect(room.entry(`${other.name} took over command from ${silent.name}`)).toBeVisible()
    await expect(room.page.getByText('Commander', { exact: true }).locator('..')).toContainText(other.name)
  }
})

test('who is not silent keeps command, and the page says from when on it would be possible', async ({
  instance,
  person,
  open,
}) => {
  const [there, other] = [await person('Thea There'), await person('Olga Other')]
  const ref = await tellPast(instance, silence(there, 1))
  const room = roomOf(await open(other, `/incidents/${ref}`))
  await expect(room.live).toBeVisible()
  await room.more('Take over command…')
  const dialog = room.dialog('Take over command')
  // In the last quarter of an hour of a day that is tomorrow.
  await expect(
    dialog.getByText(/it is possible from (?:\d\d:\d\d:\d\d|\w{3} \d+ \w{3}(?: \d{4})? \d\d:\d\d) on/),
  ).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Take over command' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
})

test('an offer that lapsed is said to both, also after its lapse is logged', async ({
  instance,
  person,
  open,
}) => {
  const [giving, asked] = [await person('Olga Offers'), await person('Anton Absent')]
  const ref = await tellPast(instance, [
    ...silence(giving, 9),
    {
      who: giving,
      minutesAgo: 8,
      command: { type: 'offer_command', personId: asked.id, brief: 'Two nodes are up.' },
    },
    { who: null, minutesAgo: 3, command: { type: 'lapse_offer', seq: 5 } },
  ])
  const page = await open(giving, `/incidents/${ref}`)
  await expect(roomOf(page).live).toBeVisible()
  const line = page.getByRole('status').filter({ hasText: 'Offer lapsed' })
  await expect(line).toContainText(
    `${asked.name} did not answer within 5 minutes. You are still Incident Commander.`,
  )
  await line.getByRole('button', { name: 'Offer command again…' }).click()
  await expect(page.getByRole('dialog', { name: 'Hand over command' })).toBeVisible()
})
