// npm test. Runs on any Node ≥ 20 before anything is installed: it installs, then hands over to the Node of
// this project (24), which reads TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const ownNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

if (Number.parseInt(process.versions.node, 10) < 20) {
  giveUp(`Node 20 or later is needed to begin; this is ${process.version}.`)
}
if (!existsSync(ownNode)) install()
handOver()

function install() {
  console.log('Installing what package-lock.json names.')
  // `ci` is exact. Where the lock and this npm disagree about other platforms' packages, `install` settles it.
  const works = npm('ci') || npm('install', '--no-package-lock')
  if (!works || !existsSync(ownNode)) giveUp('The packages could not be installed; npm says why above.')
}

/** @param {string[]} words */
function npm(...words) {
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  return spawnSync('npm', [...words, ...flags], { cwd: root, stdio: 'inherit', shell: windows }).status === 0
}

function handOver() {
  const child = spawn(ownNode, [join(root, 'scripts', 'test', 'main.ts'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

/** @param {string} why */
function giveUp(why) {
  console.error(why)
  console.log('0 passed, 1 failed')
  process.exit(1)
}
