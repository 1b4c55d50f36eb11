import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test('an observer reads everything and is offered nothing that writes', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  const member = api(instance.one, cast.member)
  const { incident } = await member.declare({ topic: 'Orders are stuck in the queue' })
  await member.command(incident.ref, { type: 'log', kind: 'note', text: 'Looked at the queue.' })
  const page = await open(cast.observer, `/incidents/${incident.ref}`, { on: instance.two })
  const room = roomOf(page)
  await expect(room.live).toBeVisible()
  await expect(room.entry('Looked at the queue.')).toBeVisible()
  await expect(room.composer).toHaveCount(0)
  for (const name of [
    ...['Acknowledge', 'Take command', 'Set status…', 'Resolve…', 'Log', 'Take or assign a role…'],
    ...['Change severity…', 'Hand over command…', 'Add a link…', 'Correct', 'Assign', 'Take'],
  ]) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  }
  await expect(page.getByRole('button', { name: /^(Edit|Correct|Release)/ })).toHaveCount(0)
  // It is live for observers too.
  await member.command(incident.ref, { type: 'log', kind: 'note', text: 'It drains again.' })
  await room.entry('It drains again.').waitFor()
  // Keys do no more than buttons.
  await page.locator('body').press('a')
  await page.locator('body').press('s')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.goto('/')
  await expect(page.getByText('Orders are stuck in the queue').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /^Declare/ })).toHaveCount(0)
  for (const path of ['/follow-ups', '/settings/stakeholders']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /^(Add|Edit|Import|Save|Change)/ })).toHaveCount(0)
  }
  expectConsole(/status of 403/)
  const answer = await page.goto('/declare')
  expect(answer?.status()).toBe(403)
  expect((await page.goto('/settings/people'))?.status()).toBe(403)
})
