import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect } from '@playwright/test'
import { freePort, launch } from './kit/app.ts'
import { removeDataFolder } from './kit/data-folder.ts'
import { test } from './kit/test.ts'
import { walkDeclare, walkSetUp } from './kit/walks.ts'
import { within } from './kit/within.ts'

test('a fresh clone in an empty folder: npm start, walked from set-up to a declared incident, Ctrl-C', async ({
  signIn,
}) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sitrep-clone-')))
  const [clone, home] = [join(folder, 'sitrep'), join(folder, 'home')]
  mkdirSync(home)
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
  git('clone', '--quiet', `file://${git('rev-parse', '--show-toplevel')}`, clone)
  const port = await freePort()
  const npm = launch(['npm', 'start'], port, strangersEnvironment(home), { cwd: clone, inherit: false })
  try {
    const [, link = ''] = await npm.said(/(http:\/\/localhost:\d+\/set-up\?token=\S+)/, 900)
    expect(link).toContain(`:${port}/`)
    const context = await signIn(null, { on: npm })
    const page = await context.newPage()
    await walkSetUp(page, link)
    const topic = 'Nobody can check in'
    const declared = { topic, reported: 'The kiosk shows a blank page.', reportedBy: 'Front desk' }
    expect(await walkDeclare(page, declared)).toBe('INC-1')

    await context.close()

    const { code } = await within(5_000, () => npm.interrupt())
    expect([0, 130, null]).toContain(code)
    await expect.poll(() => processesIn(clone)).toEqual([])
    expect(git('-C', clone, 'status', '--porcelain')).toBe('')
    expect(existsSync(join(clone, '.data', 'postgres', 'PG_VERSION'))).toBe(true)
  } finally {
    await npm.end('SIGKILL')
    await removeDataFolder(join(clone, '.data'))
    rmSync(folder, { recursive: true, force: true })
  }
})

/**
 * What somebody has who has just installed Node: its folder and the system's on the PATH, an empty home. Of the
 * machine only the way to the package registry is kept.
 */
function strangersEnvironment(home: string): Record<string, string> {
  const ours = (folder: string) => folder.includes('node_modules') || folder.includes('node-gyp-bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !ours(folder))
  const PATH = path.join(delimiter)
  const registry = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
  const network = Object.entries(process.env).filter(([name]) =>
    /^((https?|no)_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name),
  )
  return { ...Object.fromEntries(network), PATH, HOME: home, npm_config_registry: registry } as Record<
    string,
    string
  >
}

/** Processes that still run in this folder, by /proc; nothing to see on other systems. */
function processesIn(folder: string): string[] {
  if (!existsSync('/proc/self/cwd')) return []
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        [readlinkSync(`/proc/${pid}/cwd`), readlinkSync(`/proc/${pid}/exe`)].some((path) =>
          path.startsWith(folder),
        )
      )
    } catch {
      // It ended, or is not ours to see.
      return false
    }
  })
}
