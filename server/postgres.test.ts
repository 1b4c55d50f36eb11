import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from '#lib/log.ts'
import { type Postgres, startPostgres } from './postgres.ts'

// Each test makes a cluster or two, which takes its time on a busy disk.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const patience = { timeout: 30_000 }

let dataDir: string
let started: Postgres[]

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sitrep-pg-'))
  started = []
})
afterEach(async () => {
  for (const postgres of started) await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

test('from an empty folder to a database, stopped again, and the data is there', async () => {
  const first = await start()
  await ask(first.url, 'create table kept as select 42 as answer')
  const pid = postmasterPid()
  await first.stop()
  // On a slow disk it ends a moment after whoever stopped it.
  await vi.waitFor(() => {
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  }, patience)

  const second = await start()
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(await ask(second.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
})

test('another process attaches, and whoever leaves last stops it', async () => {
  const { url } = await start()
  const held = await connect(url)
  const pid = postmasterPid()
  const { stdout } = await otherProcess()
  expect(stdout).toMatch(/0 incidents .*checked/)
  expect(isAlive(pid)).toBe(true)
  await held.end()
  await otherProcess()
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience)
})

test('with its address lost, a start still finds the one that runs', async () => {
  const first = await start()
  rmSync(join(dataDir, 'postgres.json'))
  const second = await start()
  expect(pathname(second.url)).toBe(pathname(first.url))
  expect(existsSync(join(dataDir, 'postgres.json'))).toBe(true)
})

test('killed, it is started again and nothing acknowledged is lost', async () => {
  const { url } = await start()
  await ask(url, 'create table kept as select 42 as answer')
  process.kill(postmasterPid(), 'SIGKILL')
  await vi.waitFor(async () => expect(await ask(url, 'select answer from kept')).toEqual([{ answer: 42 }]), {
    timeout: 30_000,
  })
})

test('a pid file that names another program is not believed', async () => {
  const first = await start()
  const content = readFileSync(pidFile(), 'utf8')
  await first.stop()
  writeFileSync(pidFile(), content.replace(/^\d+/, String(process.pid)))
  const second = await start()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a path too long for a socket: it lies in a short folder, which goes at the end', async () => {
  const long = join(dataDir, 'x'.repeat(100))
  const postgres = await start(long)
  const socket = new URL(postgres.url).searchParams.get('host') ?? ''
  expect(socket.length).toBeLessThan(90)
  expect(statSync(socket).mode & 0o777).toBe(0o700)
  await postgres.stop()
  expect(existsSync(socket)).toBe(false)
})

test('a folder that cannot be made is one clear line', async () => {
  await expect(startPostgres({ dataDir: '/dev/null/data', log })).rejects.toThrow(
    /^The data folder \/dev\/null\/data cannot be made or read \(ENOTDIR\): .*SITREP_DATA_DIR$/,
  )
})

async function start(folder = dataDir): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir: folder, log })
  started.push(postgres)
  return postgres
}

/** The command line in a process of its own, which attaches to the running database. */
async function otherProcess() {
  const env = { ...process.env, SITREP_DATA_DIR: dataDir }
  return await promisify(execFile)(process.execPath, ['server/cli.ts', 'verify'], { env })
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = await connect(url)
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const pidFile = () => join(dataDir, 'postgres', 'postmaster.pid')
const postmasterPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
const pathname = (url: string) => new URL(url).searchParams.get('host')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
