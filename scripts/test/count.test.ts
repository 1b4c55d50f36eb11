import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readCount } from './count.ts'

const folder = mkdtempSync(join(tmpdir(), 'sitrep-count-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = { status: 'passed', assertionResults: [{}] }
const vitest = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [file],
}
const playwright = { errors: [], stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 } }

describe('a report of vitest', () => {
  test.each([
    ['all pass', vitest, true, { passed: 3, failed: 0 }],
    ['one fails', { ...vitest, numFailedTests: 1 }, false, { passed: 3, failed: 1 }],
    ['a skipped test shows nothing', { ...vitest, numPendingTests: 2 }, true, { passed: 3, failed: 2 }],
    [
      'a file that cannot be loaded',
      { ...vitest, testResults: [file, { status: 'failed', assertionResults: [] }] },
      false,
      { passed: 3, failed: 1 },
    ],
    ['it ended badly after passing', vitest, false, { passed: 3, failed: 1 }],
    ['no test at all', { ...vitest, numPassedTests: 0 }, true, { passed: 0, failed: 1 }],
  ])('%s', (_, report, works, expected) => {
    expect(readCount('vitest', write(report), works)).toEqual(expected)
  })
})

describe('a report of Playwright', () => {
  test.each([
    ['all pass', playwright, true, { passed: 4, failed: 0 }],
    [
      'one fails',
      { ...playwright, stats: { ...playwright.stats, unexpected: 1 } },
      false,
      { passed: 4, failed: 1 },
    ],
    [
      'a flaky one is no pass',
      { ...playwright, stats: { ...playwright.stats, flaky: 1 } },
      true,
      { passed: 4, failed: 1 },
    ],
    ['an error outside of a test', { ...playwright, errors: [{}] }, false, { passed: 4, failed: 1 }],
  ])('%s', (_, report, works, expected) => {
    expect(readCount('playwright', write(report), works)).toEqual(expected)
  })
})

test('no report, or an unreadable one, is a failure', () => {
  expect(readCount('vitest', join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1 })
  expect(readCount('playwright', write({ stats: 'gone' }), true)).toEqual({ passed: 0, failed: 1 })
})

function write(report: unknown): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}
