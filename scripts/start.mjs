// npm start, npm run dev, npm run demo, npm run sitrep: runs on any Node from 20, with nothing installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const [mode = 'start', ...args] = process.argv.slice(2)

const programs = {
  start: { file: 'server/main.ts', args: [] },
  dev: { file: 'server/main.ts', args: ['--dev'] },
  demo: { file: 'server/main.ts', args: ['--demo'], env: demoEnvironment },
  sitrep: { file: 'server/cli.ts', args },
}

const program = programs[mode]
if (!program) fail(`Unknown: ${mode}. One of: ${Object.keys(programs).join(', ')}`)
checkNode()
if (!isInstalled()) install()
run(program)

/** The demonstration has data of its own and is for this machine only, whatever the environment says. */
function demoEnvironment() {
  const dataDir = `${process.env.SITREP_DATA_DIR || '.data'}-demo`
  return { SITREP_DATA_DIR: dataDir, HOST: '127.0.0.1', DATABASE_URL: '' }
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

function install() {
  process.stderr.write(
    'Installing the packages; this takes a minute and happens once per change of the lock\n',
  )
  // The runtime and the compiler are development dependencies: NODE_ENV=production must not leave them out.
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // `ci` is exact. Where the lock and this npm disagree about other platforms' packages, `install` settles it.
  if (npm('ci', ...flags) !== 0 && npm('install', ...flags) !== 0) fail('The packages could not be installed')
  if (!existsSync(node)) npm('rebuild', 'node')
  if (!existsSync(node)) fail(`Node 24 is missing after the installation: ${node}`)
}

/** With its output on stderr, so that a command's own output stands alone on stdout. */
function npm(...words) {
  const cli = process.env.npm_execpath
  const [command, all] = cli?.endsWith('.js') ? [process.execPath, [cli, ...words]] : ['npm', words]
  const shell = command === 'npm' && process.platform === 'win32'
  return spawnSync(command, all, { cwd: root, stdio: ['ignore', 2, 2], shell }).status
}

function run({ file, args, env }) {
  const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
  const child = spawn(node, [...settings, file, ...args], {
    cwd: root,
    env: { ...process.env, ...env?.() },
    // The channel tells the server when this script is killed, so that nothing is left running.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) whenOrphaned(() => child.kill('SIGTERM'))
  child.once('error', (error) => fail(`Node 24 could not be started: ${error.message}`))
  child.once('exit', (code) => process.exit(code ?? 1))
}

/** npm hands a SIGTERM to its shell, which dies without handing it on: a changed parent is how we see it. */
function whenOrphaned(act) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    act()
  }, 250)
  watch.unref()
}

function fail(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
