import { DrizzleQueryError } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { redact } from './log.ts'

test.each([
  [{ headers: { authorization: 'Bearer abc', cookie: 'a=b' } }, ['abc', 'a=b']],
  [{ 'set-cookie': ['__Host-sitrep=abc'], phoneNumber: '+49 30 1' }, ['abc', '+49']],
  [{ person: { passwordHash: 'abc', apiToken: 'def' } }, ['abc', 'def']],
  ['GET /s/abcDEF_123?x=1', ['abcDEF_123']],
  ['https://example.org/set-up?token=abc&y=2', ['abc']],
  ['Authorization: Bearer abc.def', ['abc.def']],
  [new Error('connect to postgresql://sitrep:hunter2@db/sitrep failed'), ['hunter2']],
  [new Error('smtps://sitrep:hunter2@mail.example.org does not answer'), ['hunter2']],
  [
    new DrizzleQueryError(
      'insert into deliveries values ($1, $2)',
      ['lena@example.org', 'one\ntime'],
      new Error('No'),
    ),
    ['lena@', 'one', 'time'],
  ],
  [{ error: new Error('outer', { cause: new Error('at /s/abc') }) }, ['/s/abc']],
])('%j keeps its secrets', (value, secrets) => {
  const text = JSON.stringify(redact(value))
  for (const secret of secrets) expect(text).not.toContain(secret)
  expect(text).toContain('[redacted]')
})

test('what is no secret stays', () => {
  const at = new Date(0)
  expect(redact({ ref: 'INC-42', seq: 7, at, path: '/incidents/INC-42' })).toEqual({
    ref: 'INC-42',
    seq: 7,
    at: at.toISOString(),
    path: '/incidents/INC-42',
  })
})

test('a value that contains itself ends', () => {
  const value: Record<string, unknown> = {}
  value.self = value
  expect(JSON.stringify(redact(value))).toContain('[deep]')
})

let written: string[] = []

beforeEach(() => {
  vi.resetModules()
  written = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
})
afterEach(() => vi.restoreAllMocks())

test.each(['json', 'pretty'])('in %s, text from outside cannot forge a line', async (format) => {
  vi.stubEnv('LOG_LEVEL', 'info')
  vi.stubEnv('LOG_FORMAT', format)
  const { log } = await import('./log.ts')
  log.info('one\n{"level":"error"}\u001b[31m', { title: 'two\r\nthree' })
  const [line = ''] = written
  expect(written).toHaveLength(1)
  expect(line.trimEnd()).not.toMatch(/\p{Cc}/u)
})

test('as JSON: time, level and message stand first, and no field takes their place', async () => {
  vi.stubEnv('LOG_LEVEL', 'info')
  vi.stubEnv('LOG_FORMAT', 'json')
  const { log } = await import('./log.ts')
  log.warn('really', { level: 'info', message: 'forged', ref: 'INC-1' })
  const entry = JSON.parse(written[0] ?? '')
  expect(Object.keys(entry)).toEqual(['time', 'level', 'message', 'ref'])
  expect(entry).toMatchObject({ level: 'warn', message: 'really' })
})

test('below the level nothing is written', async () => {
  vi.stubEnv('LOG_LEVEL', 'error')
  const { log } = await import('./log.ts')
  log.warn('unheard')
  expect(written).toEqual([])
})
