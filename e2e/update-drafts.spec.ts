import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'
import { sheetOf, stage } from './kit/update-stage.ts'

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
