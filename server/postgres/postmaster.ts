import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'
import { type Address, answers, socketFolder, writeAddress } from '#server/postgres/address.ts'
import type { Binaries } from '#server/postgres/binaries.ts'
import { passwordOf } from '#server/postgres/cluster.ts'
import type { Identity } from '#server/postgres/identity.ts'

type Place = { folder: string; cluster: string; binaries: Binaries; identity: Identity; log: Log }

export type Postmaster = {
  address: Address
  /** From now on its end is wanted; until then it is started again when it ends by itself. */
  expectEnd(): void
}

/** Starts the server and waits until it answers (recovery after kill -9 takes a second or two). */
export async function startPostmaster(place: Place): Promise<Postmaster> {
  const where = await listenWhere(place)
  const state = { wanted: true, pid: 0 }
  const launch = async () => {
    const child = run(place, where)
    await untilAnswering(child, { ...where, pid: child.pid ?? 0 }, place)
    state.pid = child.pid ?? 0
    child.once('exit', () => {
      if (state.wanted) void relaunch()
    })
  }
  const relaunch = async () => {
    place.log.warn('Postgres ended by itself, starting it again')
    try {
      await launch()
      writeAddress(place.folder, { ...where, pid: state.pid })
    } catch (error) {
      place.log.error('Postgres could not be started again', { error })
      await sleep(1000)
      if (state.wanted) void relaunch()
    }
  }
  await launch()
  return {
    get address() {
      return { ...where, pid: state.pid }
    },
    expectEnd: () => {
      state.wanted = false
    },
  }
}

type Where = Omit<Address, 'pid'>

async function listenWhere({ folder, cluster, identity }: Place): Promise<Where> {
  if (process.platform === 'win32') {
    return { host: '127.0.0.1', port: await freePort(), password: passwordOf(cluster) }
  }
  const host = socketFolder(folder)
  identity.own(host)
  return { host, port: 5432 }
}

function run({ folder, cluster, binaries, identity }: Place, { host, port }: Where): ChildProcess {
  const onSocket = host.startsWith('/')
  const settings = [
    `listen_addresses=${onSocket ? '' : host}`,
    `unix_socket_directories=${onSocket ? host : ''}`,
    'unix_socket_permissions=0700',
    `port=${port}`,
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  const [command, args] = identity.command(binaries.postgres, [
    '-D',
    cluster,
    ...settings.flatMap((setting) => ['-c', setting]),
  ])
  const output = openSync(logFile(folder), logIsLarge(folder) ? 'w' : 'a', 0o600)
  // A session of its own: Ctrl-C is for us, who end it after everything that uses it.
  const child = spawn(command, args, {
    ...identity.options,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  return child
}

async function untilAnswering(
  child: ChildProcess,
  address: Address,
  { cluster, folder }: Place,
): Promise<void> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  const from = Date.now()
  while (!(await answers(address, cluster))) {
    if (ended) throw new StartFailure(`Postgres did not start: ${lastWords(folder)}`)
    if (Date.now() - from > 60_000) {
      child.kill('SIGQUIT')
      throw new StartFailure(`Postgres did not answer within a minute: see ${logFile(folder)}`)
    }
    await sleep(20)
  }
}

/** The reason that Postgres gave, from the end of its log. */
function lastWords(folder: string): string {
  const lines = readFileSync(logFile(folder), 'utf8').trim().split('\n')
  const reason = lines.findLast((line) => /FATAL|PANIC|could not|error/i.test(line)) ?? lines.at(-1) ?? ''
  return `${reason.replace(/^.*?(FATAL|PANIC|ERROR|LOG):\s*/, '')} (see ${logFile(folder)})`
}

const logFile = (folder: string) => join(folder, 'postgres.log')

function logIsLarge(folder: string): boolean {
  return (statSync(logFile(folder), { throwIfNoEntry: false })?.size ?? 0) > 10_000_000
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (!address || typeof address === 'string') throw new Error('No free port')
  return address.port
}
