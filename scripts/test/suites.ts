import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideBrowser } from './browser.ts'
import { asCount, type Count, readCount } from './count.ts'
import { run } from './run.ts'

export type Suite = { name: string; what: string; run: () => Promise<Count> }

export const suites: readonly Suite[] = [
  {
    name: 'check',
    what: 'format, lint, types, dead code',
    run: async () => asCount(await run(['npm', 'run', '--silent', 'check'], { minutes: 10 })),
  },
  {
    name: 'unit',
    what: 'rules, properties and the doors, on a real Postgres',
    run: () =>
      withReport(async (path) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
        const works = await run(['vitest', 'run', ...reporters], { minutes: 60 })
        return readCount('vitest', path, works)
      }),
  },
  {
    name: 'build',
    what: 'the app, as it is served',
    run: async () => asCount(await run([process.execPath, 'scripts/build.ts'], { minutes: 10 })),
  },
  { name: 'journeys', what: 'the built app in Chromium', run: () => inBrowser('journeys', 50) },
  {
    name: 'alone',
    what: 'journeys with a bound by the wall clock, one at a time',
    run: () => inBrowser('alone', 20),
  },
  {
    name: 'clone',
    what: 'a fresh clone, from npm start to a declared incident',
    run: () => inBrowser('clone', 25),
  },
]

async function inBrowser(project: string, minutes: number): Promise<Count> {
  const chromium = await provideBrowser()
  return await withReport(async (path) => {
    const args = ['test', `--project=${project}`, '--reporter=list,json']
    const variables = { PLAYWRIGHT_JSON_OUTPUT_FILE: path, SITREP_CHROMIUM: chromium }
    const works = await run(['playwright', ...args], { minutes, variables })
    return readCount('playwright', path, works)
  })
}

async function withReport(work: (path: string) => Promise<Count>): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-report-'))
  try {
    return await work(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
