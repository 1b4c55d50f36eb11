import { readFileSync } from 'node:fs'
import { z } from 'zod'

export type Count = { passed: number; failed: number }

/** A step that either works or does not. */
export const asCount = (works: boolean): Count =>
  works ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

const VitestReport = z
  .object({
    success: z.boolean(),
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    numPendingTests: z.int(),
    numTodoTests: z.int(),
    testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
  })
  .transform((report): Count => {
    // A file that cannot be loaded holds no test that could fail: count the file. A skipped test shows nothing.
    const unloaded = report.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.length,
    )
    const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + unloaded.length
    return { passed: report.numPassedTests, failed }
  })

const PlaywrightReport = z
  .object({
    errors: z.array(z.unknown()),
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  })
  .transform(({ errors, stats }): Count => {
    const failed = stats.unexpected + stats.flaky + stats.skipped
    return { passed: stats.expected, failed: failed + (failed === 0 ? errors.length : 0) }
  })

const reports = { vitest: VitestReport, playwright: PlaywrightReport }

/**
 * The counts of a runner's JSON report. A runner that failed without a failed test (it crashed, or wrote
 * nothing readable) counts as one failure, so that nothing fails silently.
 */
export function readCount(runner: keyof typeof reports, path: string, works: boolean): Count {
  const count = read(runner, path)
  if (!count) return { passed: 0, failed: 1 }
  if (count.failed === 0 && (!works || count.passed === 0)) return { ...count, failed: 1 }
  return count
}

function read(runner: keyof typeof reports, path: string): Count | null {
  try {
    return reports[runner].parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
