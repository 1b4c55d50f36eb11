import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { toAppError } from '#lib/log/faults.ts'

function failed(cause: Error): Error {
  return new DrizzleQueryError('insert into entries', ['Connection timeout on the pool, terminated'], cause)
}

const withCode = (code: string, constraint?: string) =>
  Object.assign(new Error('refused'), { code, constraint })

test.each([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  '57P01',
  '57014',
  '55P03',
  '53100',
  '53300',
  '40P01',
  '25006',
])('%s means: not now', (code) => {
  expect(toAppError(failed(withCode(code)))).toMatchObject({ code: 'unavailable' })
})

test.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Cannot use a pool after calling end on the pool',
])('%s means: not now', (message) => {
  expect(toAppError(failed(new Error(message)))).toMatchObject({ code: 'unavailable' })
})

test('what somebody wrote about timeouts does not make a refusal pass for an outage', () => {
  expect(toAppError(failed(withCode('23505', 'entries_command_once')))).toMatchObject({ code: 'key_reused' })
  const unknown = failed(withCode('23505', 'something_else'))
  expect(toAppError(unknown)).toBe(unknown)
  const odd = failed(new TypeError('x is not a function'))
  expect(toAppError(odd)).toBe(odd)
})

test('one key for two requests at the same instant is a key used twice', () => {
  expect(toAppError(failed(withCode('23505', 'idempotency_keys_pkey')))).toMatchObject({ code: 'key_reused' })
})

test('a missing socket is a database that is down; a missing file is a fault of ours', () => {
  const missing = (syscall: string) => Object.assign(new Error('no such file'), { code: 'ENOENT', syscall })
  expect(toAppError(failed(missing('connect')))).toMatchObject({ code: 'unavailable' })
  const file = missing('open')
  expect(toAppError(file)).toBe(file)
})
