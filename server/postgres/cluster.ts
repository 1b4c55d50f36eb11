import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from '#lib/start-failure.ts'
import type { Binaries } from '#server/postgres/binaries.ts'
import type { Identity } from '#server/postgres/identity.ts'

/** Makes the cluster in `cluster` if there is none. A half-made one never stands there under its name. */
export function ensureCluster(cluster: string, binaries: Binaries, identity: Identity): void {
  if (existsSync(join(cluster, 'PG_VERSION'))) return
  const draft = `${cluster}.new-${process.pid}`
  const passwordFile = `${draft}.password`
  const password = randomBytes(24).toString('base64url')
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    identity.own(draft)
    identity.own(passwordFile)
    initialise(draft, passwordFile, binaries, identity)
    writeFileSync(join(draft, 'sitrep.password'), password, { mode: 0o600 })
    renameSync(draft, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Over TCP (where there are no unix sockets) the cluster asks for this password. */
export function passwordOf(cluster: string): string {
  return readFileSync(join(cluster, 'sitrep.password'), 'utf8')
}

/**
 * The process that postmaster.pid names, if it lives and is this cluster's Postgres; null after a kill -9,
 * when the file still stands and its number may belong to anything.
 */
export function livingPostmaster(
  cluster: string,
): { pid: number; socketFolder: string; port: number } | null {
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!pid || !isAlive(pid) || !commandOf(pid).includes(cluster)) return null
  return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '' }
}

/** Whether a process has this number; never for 0 or NaN, which mean something else to the system. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function initialise(draft: string, passwordFile: string, { initdb }: Binaries, identity: Identity): void {
  const [command, args] = identity.command(initdb, [
    `--pgdata=${draft}`,
    '--username=sitrep',
    `--pwfile=${passwordFile}`,
    // The socket lies in a folder of mode 0700: whoever gets there may come in.
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  const made = spawnSync(command, args, { ...identity.options, cwd: '/', encoding: 'utf8' })
  if (made.status === 0) return
  const said = (made.stderr || made.error?.message || '').trim().split('\n').filter(Boolean)
  throw new StartFailure(`Postgres could not make its data folder: ${said.at(-1) ?? 'it gave no reason'}`)
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') return readLines(`/proc/${pid}/cmdline`).join('\n')
  if (process.platform === 'win32') return '' // no cheap way: the connection decides
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
}
