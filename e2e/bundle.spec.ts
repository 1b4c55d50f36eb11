import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import pg from 'pg'
import { giveOrganisation, givePerson, giveSession, type Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import { startApp } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { giveStakeholder } from './kit/finish.ts'
import { type Instance, sharedBy } from './kit/instance.ts'
import { told } from './kit/stories.ts'
import { test } from './kit/test.ts'

test('an incident is exported whole, checked without a server, and brought into a fresh instance, which exports the same', async ({
  instance,
  cast,
  person,
  browser,
}) => {
  const { ref, seq: entries } = await tell(instance, await person('Olga Offers'))
  const answer = await request(instance.one, cast.observer, `/incidents/${ref}/bundle.zip`)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${ref}-bundle.zip"`)
  const bundle = Buffer.from(await answer.arrayBuffer())

  const dataDir = makeDataFolder()
  const file = join(dataDir, 'bundle.zip')
  writeFileSync(file, bundle)
  // Whoever asks for the database here gets none.
  const nowhere = { ...process.env, DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' }
  const rotten = join(dataDir, 'rotten.zip')
  const changed = bundle.toString('latin1').replace(told.cause, told.cause.toUpperCase())
  writeFileSync(rotten, Buffer.from(changed, 'latin1'))
  const [checked, refused, app] = await Promise.all([
    cli(['verify', file], nowhere),
    cli(['verify', rotten], nowhere),
    startApp({ SITREP_DATA_DIR: dataDir, LOG_LEVEL: 'warn' }),
  ])
  // The command line attaches to the Postgres that the fresh instance has brought up.
  const env = { ...process.env, SITREP_DATA_DIR: dataDir, DATABASE_URL: '' }
  const pool = new pg.Pool({ connectionString: sharedBy(dataDir).DATABASE_URL, max: 1 })
  try {
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('all as written') })
    expect(checked.stdout).toContain(`${ref} of ${instance.one.url}`)
    expect(refused.code).toBe(1)
    expect(refused.stdout).toMatch(/^log\.jsonl.*\nThis bundle is not as it was written/)
    const there = {
      sql: async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[],
    }
    // Nobody has set it up yet.
    const imported = await cli(['import', file], env)
    expect(imported.stdout).toBe(
      `${ref} imported from ${instance.one.url}: ${entries} entries, 1 attachment\n`,
    )
    await giveOrganisation(there)
    const reader = await givePerson(there, 'Rita Reads', 'observer')
    const exported = await request(app, reader, `/incidents/${ref}/bundle.zip`)
    expect(Buffer.from(await exported.arrayBuffer()).equals(bundle)).toBe(true)
    const context = await browser.newContext({ baseURL: app.url })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    const session = await context.newCDPSession(page)
    await session.send('Network.setCookie', {
      ...{ name: '__Host-sitrep', value: await giveSession(there, reader), url: app.url, path: '/' },
      ...{ secure: true, httpOnly: true, sameSite: 'Lax' as const },
    })
    await page.goto(`/incidents/${ref}`)
    await expect(page.getByRole('heading', { name: told.topic })).toBeVisible()
    await expect(page.getByText(told.decision).first()).toBeVisible()
    await page.goto(`/incidents/${ref}/report`)
    await expect(page.getByRole('article')).toContainText(told.who)
    // Nobody of its log has an account here.
    expect(complaints).toEqual([])
    await context.close()
    expect((await cli(['verify'], env)).stdout).toMatch(
      /^1 incidents and \d+ entries checked, all as written/,
    )
  } finally {
    await pool.end()
    await app.end()
    await removeDataFolder(dataDir)
  }
})

/** Runs the command line beside everything else. */
async function cli(words: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; stdout: string }> {
  return await new Promise((ended) => {
    execFile(process.execPath, ['server/cli.ts', ...words], { encoding: 'utf8', env }, (error, stdout) =>
      ended({ code: error ? Number(error.code) : 0, stdout }),
    )
  })
}

/** Resolved, with an attachment, its report saved and sent to somebody. */
async function tell(instance: Instance, commander: Person) {
  const { declare, command } = api(instance.one, commander)
  const { topic, reported, reportedBy, source } = told
  const { incident } = await declare({ topic, reported, reportedBy, source, severity: 'SEV2' })
  const say = async (type: string, fields: object = {}) => await command(incident.ref, { type, ...fields })
  await say('take_role', { role: 'commander' })
  await say('log', { kind: 'decision', text: told.decision, details: { rejected: told.rejected } })
  await say('state_fact', { fact: 'cause', text: told.cause })
  const upload = await ask(`${instance.one.url}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${commander.token}`, 'x-file-name': 'locks.txt' },
    body: 'pid 4711 holds the lock',
  })
  const { id } = (await upload.json()) as { id: string } // our own answer to an upload
  await say('attach_file', { fileId: id })
  await say('resolve', { solution: told.solution, impact: { who: told.who, how: told.how } })
  await say('draft_report')
  await say('approve_report', { version: 1 })
  const to = [await giveStakeholder(instance.sql)]
  return (await say('send_report', { version: 1, to, override: 'Not everything is known.' })).incident
}
