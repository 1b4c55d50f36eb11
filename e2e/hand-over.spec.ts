import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test('command is offered with a brief, accepted, and both sides and the log say so', async ({
  instance,
  person,
  open,
}) => {
  const [ines, jonas] = [await person('Olga Offers'), await person('Tariq Takes')]
  const commander = api(instance.one, ines)
  const { incident } = await commander.declare({ severity: 'SEV1' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  await commander.command(incident.ref, { type: 'state_fact', fact: 'cause', text: 'The disk is full' })
  const giving = roomOf(await open(ines, `/incidents/${incident.ref}`, { on: instance.one }))
  const taking = roomOf(await open(jonas, `/incidents/${incident.ref}`, { on: instance.two }))
  await expect(giving.live).toBeVisible()
  await expect(taking.live).toBeVisible()

  await giving.more('Hand over command…')
  const dialog = giving.dialog('Hand over command')
  await dialog.getByLabel('To').selectOption({ label: jonas.name })
  // The brief is filled in from the log and can be changed.
  await expect(dialog.getByLabel('Brief')).toHaveValue(/The disk is full/)
  await dialog.getByLabel('Brief').press('Control+End')
  await dialog.getByLabel('Brief').pressSequentially('\nDo not reboot the second node.')
  await dialog.getByRole('button', { name: `Offer command to ${jonas.name}` }).click()

  const question = taking.page.getByRole('alert').filter({ hasText: `${ines.name} offers you command` })
  await expect(question).toContainText('Do not reboot the second node.')
  await expect(giving.page.getByText(`and keeps it until ${jonas.name} accepts`)).toBeVisible()
  expect(await holder(instance, incident.ref)).toEqual([ines.id])

  await taking.button('I have command').click()
  await expect.poll(() => holder(instance, incident.ref)).toEqual([jonas.id])
  for (const room of [giving, taking]) {
    await expect(room.page.getByText('Commander', { exact: true }).locator('..')).toContainText(jonas.name)
    await expect(room.page.getByText('offers you command')).toHaveCount(0)
  }
  await expect(taking.button('Resolve…').or(taking.button('Set status…')).first()).toBeVisible()
  await expect(giving.button('Set status…')).toHaveCount(0)
})

async function holder(
  { sql }: { sql: <Row>(text: string, values: unknown[]) => Promise<Row[]> },
  ref: string,
) {
  const rows = await sql<{ person_id: string }>(
    `select person_id from role_spans s join incidents i on i.id = s.incident_id
     where i.ref = $1 and s.role = 'commander' and s.ended_at is null`,
    [ref],
  )
  return rows.map((row) => row.person_id)
}
