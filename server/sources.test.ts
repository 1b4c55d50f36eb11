import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceHash } from './sources.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-sources-'))
  put('app/page.tsx', 'one')
  put('lib/clock.ts', 'tick')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the same contents, the same build, whatever their times', () => {
  const before = sourceHash(folder)
  put('app/page.tsx', 'one')
  expect(sourceHash(folder)).toBe(before)
})

test.each([
  ['app/page.tsx', 'two'],
  ['app/other/page.tsx', 'new'],
  ['proxy.ts', 'new'],
  ['package-lock.json', '{}'],
])('a change in %s makes another build', (path, text) => {
  const before = sourceHash(folder)
  put(path, text)
  expect(sourceHash(folder)).not.toBe(before)
})

test.each(['lib/clock.test.ts', 'db/seed/main.ts', 'server/main.ts', 'README.md', 'e2e/a.spec.ts'])(
  'a change in %s makes none',
  (path) => {
    const before = sourceHash(folder)
    put(path, 'new')
    expect(sourceHash(folder)).toBe(before)
  },
)

test('moving text from one file to the next is a change', () => {
  put('app/a.ts', 'xy')
  put('app/b.ts', '')
  const before = sourceHash(folder)
  put('app/a.ts', 'x')
  put('app/b.ts', 'y')
  expect(sourceHash(folder)).not.toBe(before)
})

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
