import { execFileSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { expect } from '@playwright/test'
import { freePort, launch } from './kit/app.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

test(
  'npm run demo: a year of data, accounts that sign in, on this machine alone; its logs verify',
  alone,
  async ({ signIn }) => {
    // A year is told: seconds of both cores.
    test.slow()
    const dataDir = makeDataFolder()
    const folder = `${dataDir}-demo`
    // Neither another database nor another address: the demonstration is for this machine, whatever is set.
    const elsewhere = { HOST: '0.0.0.0', DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' }
    const port = await freePort()
    const command: [string, ...string[]] = [process.execPath, 'scripts/start.mjs', 'demo']
    const demo = launch(command, port, { SITREP_DATA_DIR: dataDir, LOG_FORMAT: 'json', ...elsewhere })
    try {
      await demo.said(/rohan@.*\n/, 400)
      expect(demo.output().match(/@northfield\.example/g)).toHaveLength(12)
      const [, email = '', password = ''] = await demo.said(/(ines@\S+) +(\S+) +admin/)

      for (const address of addressesOfThisMachine()) {
        await expect(fetch(`http://${address}:${port}/api/health`), address).rejects.toThrow()
      }

      const page = await (await signIn(null, { on: demo })).newPage()
      // Whoever is told sees it without an account.
      const [, link = ''] = await demo.said(/(http:\S+\/s\/[\w-]{43}) {2}Key customers/)
      await page.goto(link)
      await expect(page.getByText('Logins work again. We are watching.').first()).toBeVisible()
      await page.goto('/sign-in')
      await page.getByLabel(/e-?mail/i).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'Customers cannot log in' })).toBeVisible()
      for (const topic of ['Invoices are not reaching accounting', 'Warehouse label queue is slow']) {
        await expect(page.getByText(topic).first()).toBeVisible()
      }

      const cli = [process.execPath, 'server/cli.ts', 'verify'] as const
      const env = { ...process.env, SITREP_DATA_DIR: folder, DATABASE_URL: '' }
      expect(execFileSync(cli[0], cli.slice(1), { env, encoding: 'utf8' })).toMatch(
        /4\d incidents .* all as written/,
      )
      await page.context().close()
      await within(5_000, () => demo.interrupt())
    } finally {
      await demo.end('SIGKILL')
      await removeDataFolder(folder)
      await removeDataFolder(dataDir)
    }
  },
)

/** As others would reach it; none on a machine without a network. */
function addressesOfThisMachine(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address)
}
