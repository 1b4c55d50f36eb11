import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseEnv } from './env.ts'
import { secrets } from './secrets.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('made once, for its owner only, and the same ever after', () => {
  const env = parseEnv({ SITREP_DATA_DIR: join(folder, 'data') })
  const made = secrets(env)
  const file = join(folder, 'data', 'secrets.json')
  expect(made.nextauthSecret).toHaveLength(43)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(secrets(env)).toEqual(made)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(made)
})

test('what the environment gives is taken as it is', () => {
  const given = 'x'.repeat(40)
  const env = parseEnv({ NEXTAUTH_SECRET: given, SITREP_DATA_DIR: join(folder, 'unused') })
  expect(secrets(env)).toEqual({ nextauthSecret: given })
})

test('a damaged file is one clear line, and is not overwritten', () => {
  writeFileSync(join(folder, 'secrets.json'), '{')
  expect(() => secrets(parseEnv({ SITREP_DATA_DIR: folder }))).toThrow(
    /secrets\.json cannot be read .*move it away/,
  )
  expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe('{')
})
