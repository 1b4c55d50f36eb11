// npm run check: format, lint with the import rules, types, dead code, version floors, the lock. Seconds.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { missingEntries } from './lock.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const checks = {
  'format and lint': () => run('biome', 'check', '--error-on-warnings', '.'),
  types: async () => {
    // The types of routes come from Next and are made first; a development server's copy may be of older routes.
    rmSync(`${root}.next/dev/types`, { recursive: true, force: true })
    const made = await run('next', 'typegen')
    // What an earlier run remembers does not see that the types of routes have changed.
    return made.ok ? await run('tsc', '--noEmit', '--incremental', 'false', '--pretty', 'false') : made
  },
  'dead code': () => run('knip', '--no-progress'),
  'version floors': async () => verdict(belowFloors()),
  'package-lock.json': async () => verdict(lockFaults()),
}

/** Versions that earlier ones must not come back from: each fixed something that was open to attackers. */
const floors = { next: '16.4.1', 'next-auth': '4.24.15' }

const results = await Promise.all(
  Object.entries(checks).map(async ([name, check]) => ({ name, ...(await check()) })),
)
for (const { name, ok, output } of results) {
  if (!ok) console.log(output.trimEnd())
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1

function belowFloors() {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const { version } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8'))
    return isBelow(version, floor) ? [`${name} is ${version}; it must be ${floor} or later`] : []
  })
}

function isBelow(version, floor) {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).map(Number))
  const at = b.findIndex((part, index) => part !== a[index])
  return at >= 0 && !(a[at] > b[at])
}

function lockFaults() {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
  const missing = Object.keys(missingEntries(lock))
  const resolved = Object.entries(lock.packages).filter(([, { resolved = '' }]) => isElsewhere(resolved))
  return [
    ...missing.map((path) => `${path} is missing for other platforms: npm run lock`),
    ...resolved.map(([path]) => `${path} names a registry of its own`),
  ]
}

function isElsewhere(resolved) {
  return resolved !== '' && !resolved.startsWith('https://registry.npmjs.org/')
}

function verdict(faults) {
  return { ok: faults.length === 0, output: faults.join('\n') }
}

/** Runs a program of node_modules; npm puts its folder on the PATH. */
function run(program, ...args) {
  return new Promise((done) => {
    const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }
    const child = spawn(`${root}node_modules/.bin/${program}`, args, {
      cwd: root,
      env,
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => done({ ok: false, output: error.message }))
    child.once('close', (code) => done({ ok: code === 0, output }))
  })
}
