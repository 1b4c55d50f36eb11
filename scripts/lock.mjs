// npm run lock: writes into package-lock.json the optional packages of other platforms that an install leaves
// out when the registry at hand does not offer them. Without them `npm ci` refuses, or lacks its binary there.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))

/** The entries that the lock lacks: path in the lock → entry. */
export function missingEntries(lock = JSON.parse(readFileSync(file, 'utf8'))) {
  const missing = {}
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (!resolves(lock.packages, path, name)) missing[`node_modules/${name}`] = entry(name, range)
    }
  }
  return missing
}

function write() {
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock)
  const packages = Object.entries({ ...lock.packages, ...missing })
  lock.packages = Object.fromEntries(packages.sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} entries written to package-lock.json`)
}

/** As Node looks a package up: in the dependent's own node_modules, then further out. */
function resolves(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
  }
}

/** What npm needs to know to leave the package out elsewhere. The names follow the platforms of Node. */
function entry(name, range) {
  const version = range.replace(/^[~^]/, '')
  const words = name.replace(/^@[^/]*\//, '').split('-')
  const cpu = words.map((word) => cpus[word]).find(Boolean)
  const os = words.map((word) => systems[word]).find(Boolean)
  const musl = words.some((word) => word.startsWith('musl'))
  const gnu = words.some((word) => word.startsWith('gnu'))
  if (!cpu || !(os || cpu === 'wasm32'))
    throw new Error(`No platform in the name of ${name}: write its entry by hand`)
  return {
    version,
    cpu: [cpu],
    ...(os === 'linux' && (musl || gnu) ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}

const cpus = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
}

const systems = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
  windows: 'win32',
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write()
