import { afterEach, expect, test, vi } from 'vitest'
import { log } from '#lib/log.ts'
import { reportFailure, reportSuccess } from './outage.ts'

const warned = vi.spyOn(log, 'warn').mockImplementation(() => undefined)
const informed = vi.spyOn(log, 'info').mockImplementation(() => undefined)
afterEach(() => vi.clearAllMocks())

const refused = () =>
  new Error('Failed query: select everything from somewhere', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
  })

test('an outage is said once, by its reason and without the statement, and so is its end', () => {
  reportSuccess()
  for (let i = 0; i < 3; i++) reportFailure('Open streams could not be checked', refused())
  reportFailure('Watched logs could not be compared', refused())
  expect(warned.mock.calls).toEqual([
    [expect.stringContaining('does not answer'), { reason: 'connect ECONNREFUSED 127.0.0.1:1' }],
  ])
  reportSuccess()
  reportSuccess()
  expect(informed.mock.calls).toEqual([['The database answers again', { seconds: 0 }]])
  reportFailure('Open streams could not be checked', refused())
  expect(warned).toHaveBeenCalledTimes(2)
  reportSuccess()
})

test('a fault of ours is told whole, each time', () => {
  const error = new TypeError('x is not a function')
  reportFailure('Watched logs could not be compared', error)
  reportFailure('Watched logs could not be compared', error)
  expect(warned.mock.calls).toEqual([
    ['Watched logs could not be compared', { error }],
    ['Watched logs could not be compared', { error }],
  ])
})
