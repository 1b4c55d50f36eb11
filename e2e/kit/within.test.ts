import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { within } from './within.ts'

/** Nothing else has a turn for so long, as on a machine that stands still. */
function standStill(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

test('what comes in time is handed on, what comes late is refused', async () => {
  expect(await within(60_000, async () => 'here')).toBe('here')
  await expect(within(1, () => pause(200))).rejects.toThrow(/^It took \d+ ms of \d+$/)
})

test('a time in which the machine stood still is allowed for', async () => {
  const come = async () => {
    await pause(50)
    standStill(1000)
    await pause(50)
  }
  await within(500, come)
})
