import { spawnSync } from 'node:child_process'
import { existsSync, lchownSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartFailure } from '#lib/start-failure.ts'

/**
 * As whom the database's programs run. Postgres refuses to run as root, so as root they run either inside a
 * user namespace, in which root's files belong to an unprivileged user, or as the user who owns the cluster.
 */
export type Identity = {
  command(program: string, args: string[]): [string, string[]]
  options: { uid?: number; gid?: number }
  /** Gives a path that root made to the database's user. */
  own(path: string): void
}

/** Picks the identity for the cluster at `cluster`, which may not exist yet; its folder does. */
export function identityFor(cluster: string): Identity {
  if (process.getuid?.() !== 0) return self
  const owner = statSync(existsSync(cluster) ? cluster : dirname(cluster))
  if (owner.uid !== 0) return user(owner.uid, owner.gid)
  return namespacesWork() ? namespace : user(nobody, nobody)
}

/**
 * Gives the data folder to the database's user where that is another one, then makes sure that this user can
 * run the programs and write into the folder: fails with one clear line otherwise.
 */
export function checkReach(identity: Identity, { initdb, folder }: { initdb: string; folder: string }): void {
  const names = readdirSync(folder)
  if (names.every((name) => ours.test(name))) identity.own(folder)
  if (!works(identity, initdb, ['--version'])) throw new StartFailure(unreachable(initdb, 'run'))
  if (process.platform === 'win32') return
  const probe = join(folder, `.reach-${process.pid}`)
  const reached = works(identity, '/bin/sh', ['-c', ': > "$1"', 'sh', probe])
  rmSync(probe, { force: true })
  if (!reached) throw new StartFailure(unreachable(folder, 'write into'))
}

const nobody = 65_534

/** What SitRep keeps in a data folder; a folder with anything else in it is not ours to give away. */
const ours = /^(postgres(\.json|\.log|\.new-\d+.*)?|socket|backups|secrets\.json)$/

const self: Identity = { command: (program, args) => [program, args], options: {}, own: () => {} }

const namespace: Identity = {
  command: (program, args) => ['unshare', [...namespaceFlags, program, ...args]],
  options: {},
  own: () => {},
}

const namespaceFlags = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`]

function user(uid: number, gid: number): Identity {
  return {
    command: (program, args) => [program, args],
    options: { uid, gid },
    own: (path) => ownAll(path, uid, gid),
  }
}

function ownAll(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid)
  if (!lstatSync(path).isDirectory()) return
  for (const name of readdirSync(path)) ownAll(join(path, name), uid, gid)
}

function namespacesWork(): boolean {
  return process.platform === 'linux' && works(namespace, '/bin/true', [])
}

function works(identity: Identity, program: string, args: string[]): boolean {
  const [command, all] = identity.command(program, args)
  return spawnSync(command, all, { ...identity.options, cwd: '/', stdio: 'ignore' }).status === 0
}

function unreachable(path: string, verb: string): string {
  const why =
    process.getuid?.() === 0
      ? 'Postgres never runs with the rights of root, and its user'
      : "The database's user, who is you,"
  return `${why} cannot ${verb} ${path}: move it to a folder that every user may pass through (SITREP_DATA_DIR for the data), start SitRep as the user who owns it, or set DATABASE_URL`
}
