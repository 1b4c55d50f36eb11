import { brotliCompressSync } from 'node:zlib'
import { expect } from '@playwright/test'
import pg from 'pg'
import { expectAccessible } from './kit/accessible.ts'
import { giveOrganisation, givePerson } from './kit/accounts.ts'
import { withDatabaseName } from './kit/address.ts'
import { api } from './kit/api.ts'
import { type App, startApp } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { dropLink, makeLink, visitLink } from './kit/made-links.ts'
import { readPdf } from './kit/pdf.ts'
import { startPrivatePostgres } from './kit/private-postgres.ts'
import { seen } from './kit/seen.ts'
import { headline, later, told, update } from './kit/share-stage.ts'
import { countingStatements } from './kit/statements.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

test(
  'an update stands on an open link within a second, in another process, without a reload',
  alone,
  async ({ instance, cast, open }) => {
    const { publish, link } = await told(instance, cast.member)
    const page = await open(null, link.path, { on: instance.two })
    await expect(headline(page)).toHaveText('Results cannot be opened.')
    // It was published a while ago: two processes had to hear of it.
    await expect(page.getByText(/^in (?:28|29|30) min$/)).toBeVisible()
    await page.evaluate(() => document.body.setAttribute('data-same', ''))
    const next = { headline: 'We found the cause.', state: 'cause_found', nextUpdateAt: later(45) }
    await publish(next)
    const changed = headline(page).filter({ hasText: 'We found the cause.' })
    await within(1_000, () => seen(changed), [instance.one, instance.two])
    await expect(page.getByText(/^in (?:44|45) min$/)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Earlier updates' })).toBeVisible()
    await expect(page).toHaveTitle('We found the cause. · Meridian Health status')
    await expect(page.locator('body[data-same]')).toHaveCount(1)
  },
)

test('without JavaScript the page is readable, and current at each load', async ({
  instance,
  cast,
  open,
}) => {
  const { publish, link } = await told(instance, cast.member)
  const page = await open(null, link.path, { javaScriptEnabled: false })
  await expect(headline(page)).toHaveText('Results cannot be opened.')
  await expect(page.getByText('Not working')).toBeVisible()
  await expect(page.getByText('Next update by')).toBeVisible()
  await publish({ headline: 'Results can be opened again.', state: 'over', nextUpdateAt: null })
  // The process hears of it a moment after whoever published.
  await expect(async () => {
    await page.reload()
    await expect(headline(page)).toHaveText('Results can be opened again.', { timeout: 100 })
  }).toPass({ timeout: 20_000 })
  await expect(page.getByText('Over since')).toBeVisible()
})

test(
  'a link revoked while it is open: the stream ends, the page says so, a reload is 410',
  alone,
  async ({ instance, cast, open, expectConsole }) => {
    expectConsole(/status of 410/)
    const { ref, link } = await told(instance, cast.member)
    const page = await open(null, link.path)
    await expect(headline(page)).toHaveText('Results cannot be opened.')
    const stream = await ask(`${instance.two.url}${link.path}/stream`)
    const ends = async () => {
      await dropLink(instance.one, cast.member, ref, link.id)
      await stream.text()
    }
    await within(5_000, ends, [instance.one, instance.two])
    await expect(page.getByText('This link has ended. What stands here was true at')).toBeVisible()
    await expect(headline(page)).toHaveText('Results cannot be opened.')
    const answer = await page.reload()
    expect(answer?.status()).toBe(410)
    await expect(headline(page)).toHaveText('This link has ended.')
  },
)

test('printed: what is going on, since when, what is affected and what was said, in words', async ({
  instance,
  cast,
  open,
}) => {
  const { publish, link } = await told(instance, cast.member)
  await publish({ headline: 'We found the cause.', state: 'cause_found' })
  const page = await open(null, `${link.path}?tz=Asia/Tokyo`)
  const { pages, size } = await readPdf(await page.pdf({ preferCSSPageSize: true }))
  const text = pages.join(' ')
  expect(size).toEqual({ width: 210, height: 297 })
  expect(pages).toHaveLength(1)
  for (const words of [
    'Meridian Health status',
    'Patients cannot see their results',
    'We found the cause.',
    'Tokyo time. UTC is nine hours earlier.',
    'Lab results',
    'Not working',
    'Earlier updates',
    'Results cannot be opened.',
  ]) {
    expect(text).toContain(words)
  }
  expect(text).not.toContain('Private link')
})

test('axe finds nothing, in both themes; no page scrolls sideways at 320 px', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 404/)
  const { publish, link } = await told(instance, cast.member)
  await publish({ state: 'fixed_watching', headline: 'Results open again. We are watching.' })
  const page = await open(null, link.path)
  await expectAccessible(page, 'a link to an incident')
  const drill = await told(instance, cast.second, { kind: 'drill' })
  await page.goto(drill.link.path)
  await expect(page.getByText('DRILL', { exact: true })).toBeVisible()
  await expectAccessible(page, 'a link to a drill')
  const all = await makeLink(instance.one, cast.admin, null)
  await visitLink(instance.one, all.path)
  await page.goto(all.path)
  await expect(page.getByText('Results open again. We are watching.')).toBeVisible()
  await expectAccessible(page, 'a link to everything current')
  await page.goto('/s/nothing')
  await expectAccessible(page, 'a link that leads nowhere')
})

test('page, style and script together weigh less than 10 kB, and nothing is waited for', async ({
  instance,
  cast,
}) => {
  const { link } = await told(instance, cast.member)
  const answer = await visitLink(instance.one, link.path)
  const html = await answer.text()
  expect(brotliCompressSync(html).length).toBeLessThan(10_000)
  expect(html).not.toMatch(/<script[^>]+src=|rel="(?:stylesheet|preload|modulepreload)"/)
  expect(html).toContain('font-display:swap')
})

test('once it is known, no request of a link asks the database', async ({ instance, cast }) => {
  const { link } = await told(instance, cast.member)
  const paths = ['', '.json', '/feed.atom', '/badge.svg', '?tz=UTC'].map((rest) => link.path + rest)
  const visit = async (path: string) => await (await ask(instance.one.url + path)).text()
  for (const path of paths) await visit(path)
  await countingStatements(instance, async (statementsOf) => {
    const from = Date.now()
    const statements = await statementsOf(async () => {
      for (let turn = 0; turn < 60; turn++)
        for (const path of [...paths, `/s/${'x'.repeat(43)}`]) await visit(path)
    })
    // What the process does by itself goes on meanwhile, once in five seconds.
    expect(statements.length).toBeLessThan(20 + (Date.now() - from) / 1_000)
  })
})

test('the database stops: the page stays up and says its age; no token stands in the log', async ({
  browser,
}) => {
  test.slow()
  const postgres = await startPrivatePostgres()
  const dataDir = makeDataFolder()
  const url = withDatabaseName(postgres.url, 'sitrep')
  let app: App | null = null
  let isStopped = false
  try {
    app = await startApp({
      ...{ DATABASE_URL: url, NEXTAUTH_SECRET: 'x'.repeat(40), SITREP_DATA_DIR: dataDir },
      ...{ LOG_LEVEL: 'debug', LOG_FORMAT: 'json' },
    })
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await client.connect()
    const sql = async <Row>(text: string, values?: unknown[]) =>
      // The caller names the columns that its query returns.
      (await client.query(text, values)).rows as Row[]
    await giveOrganisation({ sql })
    const person = await givePerson({ sql }, 'Ines Okafor', 'admin')
    const { incident } = await api(app, person).declare({ severity: 'SEV2' })
    await api(app, person).command(incident.ref, { ...update, nextUpdateAt: later(30) })
    const link = await makeLink(app, person, incident.ref)
    expect((await visitLink(app, link.path)).status).toBe(200)
    // What a comparison alone brings: one was answered after this moment.
    const from = Date.now()
    await sql(`update organisation set name = 'Meridian Clinics'`)
    const address = app.url + link.path
    await expect.poll(async () => await (await ask(address)).text()).toContain('Meridian Clinics')
    await client.end()
    const page = await browser.newPage({ baseURL: app.url })
    await page.goto(link.path)
    await expect(headline(page)).toHaveText('Results cannot be opened.')

    await postgres.stop()
    isStopped = true
    const stale = page.locator('.stale')
    await expect(stale).toContainText('SitRep cannot reach its records at the moment', { timeout: 60_000 })
    await expect(stale).toContainText(/^As of \d\d:\d\d/)
    await expect(page.locator('#said')).toContainText('SitRep cannot reach its records at the moment')
    const answer = await page.reload()
    expect(answer?.status()).toBe(200)
    await expect(headline(page)).toHaveText('Results cannot be opened.')
    await expect(stale).toContainText(/^As of \d\d:\d\d/)
    const { staleSince } = await (await ask(`${app.url}${link.path}.json`)).json()
    // Since the last comparison that was answered. A second for how exactly the database's clock is known.
    expect(Date.parse(staleSince)).toBeGreaterThan(from - 1_000)
    expect(Date.parse(staleSince)).toBeLessThanOrEqual(Date.now())

    for (const path of [
      link.path,
      `/s/confirm/${link.token}`,
      `/s/unsubscribe/${link.token}`,
      `//s/${link.token}`,
    ]) {
      await (await ask(app.url + path)).text()
    }
    await page.close()
    await app.end()
    expect(app.output()).not.toContain(link.token)
    expect(app.output()).toContain('"path":"/s/[redacted]"')
  } finally {
    await app?.end()
    if (!isStopped) await postgres.stop()
    await removeDataFolder(dataDir)
  }
})
