// npm start, npm run dev, npm run demo, npm run worker, npm run sitrep: runs on any Node from 20, with nothing installed yet.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const [mode = 'start', ...args] = process.argv.slice(2)
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
let stopping = false

const programs = {
  start: { file: 'server/main.ts', args: [] },
  dev: { file: 'server/main.ts', args: ['--dev'] },
  demo: { file: 'server/main.ts', args: ['--demo'], env: demoEnvironment },
  worker: { file: 'server/worker.ts', args: [] },
  sitrep: { file: 'server/cli.ts', args },
}

const program = programs[mode]
if (!program) fail(`Unknown: ${mode}. One of: ${Object.keys(programs).join(', ')}`)
checkNode()
if (!isInstalled()) await install()
process.exit((await runProgram(program)) ?? 1)

/** The demonstration has data of its own and is for this machine only, whatever the environment says. */
function demoEnvironment() {
  const dataDir = `${process.env.SITREP_DATA_DIR || '.data'}-demo`
  return { SITREP_DATA_DIR: dataDir, HOST: '127.0.0.1', DATABASE_URL: '', PUBLIC_URL: '' }
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) fail(`SitRep needs Node 20 or later to start; this is ${process.versions.node}`)
}

/** Every package of the lock is there in its version. Compared by content: times say nothing after a clone. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const there = packagesOf('node_modules/.package-lock.json')
  if (!existsSync(node)) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || optional || peer || there[path]?.version === version,
  )
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

async function install() {
  process.stderr.write(
    'Installing the packages; this takes a minute and happens once per change of the lock\n',
  )
  // The runtime and the compiler are development dependencies: NODE_ENV=production must not leave them out.
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // `ci` is exact. Where the lock and this npm disagree about other platforms' packages, `install` settles it.
  const works = (await npm('ci', ...flags)) || (await npm('install', '--no-package-lock', ...flags))
  if (!works) fail('The packages could not be installed; npm says why above')
  if (!existsSync(node)) await npm('rebuild', 'node')
  if (!existsSync(node)) fail(`Node 24 is missing after the installation: ${node}`)
}

/** With its output on stderr, so that a command's own output stands alone on stdout. */
async function npm(...words) {
  const cli = process.env.npm_execpath
  const [command, all] = cli?.endsWith('.js') ? [process.execPath, [cli, ...words]] : ['npm', words]
  const shell = command === 'npm' && process.platform === 'win32'
  return (await run(command, all, { stdio: ['ignore', 2, 2], shell })) === 0
}

function runProgram({ file, args, env }) {
  const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
  return run(node, [...settings, file, ...args], {
    env: { ...process.env, ...env?.() },
    // The channel tells the server when this script is killed, so that nothing is left running.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}

/** Runs to its end and returns its exit code, null when a signal ended it. A signal to us goes to it. */
async function run(command, args, options) {
  const child = spawn(command, args, { cwd: root, ...options })
  const forward = (signal) => {
    stopping = true
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  const watch = process.env.npm_lifecycle_event ? whenOrphaned(() => forward('SIGTERM')) : undefined
  const code = await new Promise((done) => {
    child.once('error', (error) => fail(`${command} could not be started: ${error.message}`))
    child.once('exit', done)
  })
  clearInterval(watch)
  for (const signal of signals) process.off(signal, forward)
  if (stopping) process.exit(code ?? 1)
  return code
}

/** npm hands a SIGTERM to its shell, which dies without handing it on: a changed parent is how we see it. */
function whenOrphaned(act) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    act()
  }, 250)
  return watch
}

function fail(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
