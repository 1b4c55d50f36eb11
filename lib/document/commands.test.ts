import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import type { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { saveSection } from './commands.ts'

const kit = await testDatabase()
const people = await Promise.all(
  ['Ines Okafor', 'Jonas Beck', 'Priya Raman'].map((name) => kit.person({ name, role: 'member' })),
)

const write = (by: Actor, ref: string, revision: number) =>
  saveSection(
    by,
    { ref, document: 'report', section: 'answer_6' },
    { revision, text: `${by.name} wrote this on ${revision}.`, composedThen: '' },
  )

test('of those who save a section at the same moment one is saved, and the others get both texts', async () => {
  const [first] = people
  if (!first) throw new Error('There are three of them')
  const { incident } = await execute(first, null, declaration)
  for (let revision = 0; revision < 30; revision++) {
    const answers = await Promise.allSettled(people.map((by) => write(by, incident.ref, revision)))
    const saved = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(saved).toMatchObject([{ revision: revision + 1 }])
    expect(refused).toHaveLength(2)
    for (const { code, details } of refused as AppError[]) {
      expect(code).toBe('conflict')
      expect(details).toMatchObject({ revision: revision + 1, theirs: saved[0]?.text })
    }
  }
})

test('a revision that there is not yet is refused in words that fit', async () => {
  const [first] = people
  if (!first) throw new Error('There are three of them')
  const { incident } = await execute(first, null, declaration)
  await expect(write(first, incident.ref, 3)).rejects.toThrow('Nobody has edited this section yet')
})
