import { expect, test } from 'vitest'
import { savesSettled, tracked } from './saving.ts'

test('what makes a version waits for every save that is under way, also for one that fails', async () => {
  await savesSettled()
  const first = Promise.withResolvers<string>()
  const second = Promise.withResolvers<string>()
  const answers = [tracked(first.promise), tracked(second.promise).catch(() => 'failed')]
  let isSettled = false
  const waiting = savesSettled().then(() => {
    isSettled = true
  })
  first.resolve('saved')
  await answers[0]
  await Promise.resolve()
  expect(isSettled).toBe(false)
  second.reject(new Error('No connection'))
  await waiting
  expect(await Promise.all(answers)).toEqual(['saved', 'failed'])
})
