import { expect, test } from 'vitest'
import { checkAttempts, noteFailure } from './attempts.ts'

test('ten wrong passwords within a minute are enough for one address, and no other suffers', () => {
  for (let i = 0; i < 10; i++) {
    checkAttempts('ines@example.org', 1000 + i)
    noteFailure('ines@example.org', 1000 + i)
  }
  expect(() => checkAttempts('ines@example.org', 2000)).toThrow('Too many tries')
  expect(() => checkAttempts('jonas@example.org', 2000)).not.toThrow()
})

test('after a minute the address may try again', () => {
  for (let i = 0; i < 10; i++) noteFailure('olga@example.org', 1000)
  expect(() => checkAttempts('olga@example.org', 60_999)).toThrow()
  expect(() => checkAttempts('olga@example.org', 61_000)).not.toThrow()
})
