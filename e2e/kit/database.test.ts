import { expect, test } from 'vitest'
import { database } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { testDatabase } from './database.ts'

const kit = await testDatabase()

test('database() leads to a migrated database of this file alone', async () => {
  expect(await database().select().from(people)).toEqual([])
  const { id } = await kit.person({ name: 'Jonas Beck', role: 'admin' })
  expect(await kit.sql('select id, name, role from people')).toEqual([
    { id, name: 'Jonas Beck', role: 'admin' },
  ])
})
