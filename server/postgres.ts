import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'
import {
  type Address,
  answers,
  applicationName,
  ask,
  readAddress,
  urlOf,
  writeAddress,
} from '#server/postgres/address.ts'
import { findBinaries } from '#server/postgres/binaries.ts'
import { ensureCluster, isAlive, livingPostmaster } from '#server/postgres/cluster.ts'
import { checkReach, identityFor } from '#server/postgres/identity.ts'
import { type Postmaster, startPostmaster } from '#server/postgres/postmaster.ts'

export type Postgres = {
  /** Of the database `sitrep`. */
  url: string
  /** Leaves: the database stops unless another process of SitRep is connected. Within about 4 s. */
  stop(): Promise<void>
}

/**
 * The embedded Postgres of a data folder: attaches to it when it runs (a second start, the CLI, a start after
 * kill -9), else makes the cluster if need be and starts it. Throws StartFailure with one clear line.
 */
export async function startPostgres({ dataDir, log }: { dataDir: string; log: Log }): Promise<Postgres> {
  const folder = prepareFolder(dataDir)
  const cluster = join(folder, 'postgres')
  const running = await findRunning(folder, cluster)
  if (running) {
    log.info('Postgres of this data folder runs already, using it', { pid: running.pid })
    return { url: urlOf(running, 'sitrep'), stop: () => leave(running, null, { folder, log }) }
  }
  const started = await launch(folder, cluster, log)
  if ('pid' in started)
    return { url: urlOf(started, 'sitrep'), stop: () => leave(started, null, { folder, log }) }
  await ensureDatabase(started.address)
  return {
    url: urlOf(started.address, 'sitrep'),
    stop: () => leave(started.address, started, { folder, log }),
  }
}

/** Starts the server, or finds the one that another process started at the same moment. */
async function launch(folder: string, cluster: string, log: Log): Promise<Postmaster | Address> {
  const identity = identityFor(cluster)
  const binaries = findBinaries()
  checkReach(identity, { initdb: binaries.initdb, folder })
  for (let attempt = 1; ; attempt++) {
    try {
      ensureCluster(cluster, binaries, identity)
      const postmaster = await startPostmaster({ folder, cluster, binaries, identity, log })
      writeAddress(folder, postmaster.address)
      return postmaster
    } catch (error) {
      const running = await findRunning(folder, cluster)
      if (running) return running
      // After kill -9 its children need a moment to notice; until then the folder counts as in use.
      const passing = error instanceof StartFailure && /lock file|shared memory/.test(error.message)
      if (!passing || attempt === 20) throw error
      await sleep(250)
    }
  }
}

function prepareFolder(dataDir: string): string {
  try {
    makeFolder(dataDir)
    return realpathSync(dataDir)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new StartFailure(
      `The data folder ${dataDir} cannot be made or read${why}: name another one with SITREP_DATA_DIR`,
      { cause: error },
    )
  }
}

/** One after another: where nothing can be made, such as /proc, making them all at once never comes to an end. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** The server that runs on this folder, waiting for one that is still starting or recovering. */
async function findRunning(folder: string, cluster: string): Promise<Address | null> {
  const deadline = Date.now() + 30_000
  do {
    const known = readAddress(folder)
    if (known && (await answers(known, cluster))) return known
    const living = livingPostmaster(cluster)
    if (!living) return null
    const found = { pid: living.pid, host: living.socketFolder, port: living.port }
    if (found.host && (await answers(found, cluster))) {
      writeAddress(folder, found)
      return found
    }
    await sleep(100)
  } while (Date.now() < deadline)
  throw new StartFailure(
    `Postgres runs on ${cluster} but does not answer: stop it (process ${livingPostmaster(cluster)?.pid}) and start again`,
  )
}

async function ensureDatabase(address: Address): Promise<void> {
  const found = await ask(address, 'postgres', `select from pg_database where datname = 'sitrep'`)
  if (found.length === 0) await ask(address, 'postgres', 'create database sitrep')
}

async function leave(
  address: Address,
  postmaster: Postmaster | null,
  { folder, log }: { folder: string; log: Log },
): Promise<void> {
  postmaster?.expectEnd()
  if (await othersConnected(address)) {
    log.info('Another process uses this Postgres, leaving it running', { pid: address.pid })
    return
  }
  // SIGINT is Postgres's fast shutdown: connections are cut, everything is written. On a slow disk it may end
  // after us; the next start waits for it.
  signal(address.pid, 'SIGINT')
  if (await ended(address.pid, folder, 1500)) tidy(address, folder)
}

/** A socket's folder outside of the data folder is ours to remove. */
function tidy({ host }: Address, folder: string): void {
  if (host.startsWith('/') && !host.startsWith(folder)) rmSync(host, { recursive: true, force: true })
}

async function othersConnected(address: Address): Promise<boolean> {
  try {
    const others = await ask(
      address,
      'postgres',
      `select from pg_stat_activity where application_name like 'sitrep-%' and application_name <> '${applicationName}'`,
    )
    return others.length > 0
  } catch {
    return false
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone already.
  }
}

/** Ended: its last act is to remove its pid file; a process that nobody has reaped yet still has a number. */
async function ended(pid: number, folder: string, milliseconds: number): Promise<boolean> {
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const deadline = Date.now() + milliseconds
  while (isAlive(pid) && existsSync(pidFile)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  // A moment more, so that it is reaped by us and not left to others.
  for (let waited = 0; waited < 200 && isAlive(pid); waited += 10) await sleep(10)
  return true
}
