import { expect, test, vi } from 'vitest'
import { log } from '#lib/log.ts'
import { createClock } from './clock.ts'

const noon = Date.parse('2026-05-14T12:00:00.000Z')

test('a clock that is ahead, or behind, is put right by what the database says, and said so once', () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue(undefined)
  for (const off of [600_000, -600_000]) {
    let local = noon + off
    const clock = createClock(() => local)
    expect(clock.now()).toBe(noon + off)
    for (let turn = 0; turn < 2; turn++) {
      const told = clock.asking()
      // The database read its clock in the middle of the way there and back.
      local += 200
      told(new Date(local - off - 100).toISOString())
    }
    expect(clock.now()).toBe(local - off)
  }
  expect(warn).toHaveBeenCalledTimes(2)
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('not the database’s'), { aheadSeconds: 600 })
  warn.mockRestore()
})

test('a slow answer moves no clock', () => {
  let local = noon
  const clock = createClock(() => local)
  const told = clock.asking()
  local += 60_000
  told(new Date(noon).toISOString())
  expect(clock.now()).toBe(local)
})
