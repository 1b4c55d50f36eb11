import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'
import { isAlive } from '#server/postgres/cluster.ts'
import { root, sourceHash } from '#server/sources.ts'

/**
 * Builds the app if its sources differ from those of the build that is there (by content, not by time).
 * Aborting `signal` ends the build. Throws StartFailure with the compiler's output when it fails.
 */
export async function buildIfChanged({ log, signal }: Options): Promise<void> {
  const hash = sourceHash()
  if (builtFrom() === hash) return
  await waitForOtherBuild({ log, signal })
  if (signal.aborted || builtFrom() === hash) return
  writeFileSync(building, String(process.pid))
  try {
    await buildFrom(hash, { log, signal })
  } finally {
    rmSync(building, { force: true })
  }
}

async function buildFrom(hash: string, { log, signal }: Options): Promise<void> {
  log.info('Building the app; this takes half a minute and happens once per change of the sources')
  const from = performance.now()
  rmSync(mark, { force: true })
  await build(signal)
  if (signal.aborted) return
  writeFileSync(mark, hash)
  log.info('Built', { seconds: Math.round((performance.now() - from) / 1000) })
}

type Options = { log: Log; signal: AbortSignal }

const mark = join(root, '.next', 'sitrep-sources')
// Next empties its folder when it builds, all but the cache.
const building = join(root, '.next', 'cache', 'sitrep-building')

/** Two starts at once build once: the second waits for the process that the first left its number of. */
async function waitForOtherBuild({ log, signal }: Options): Promise<void> {
  mkdirSync(dirname(building), { recursive: true })
  const deadline = Date.now() + 300_000
  let said = false
  while (!signal.aborted && Date.now() < deadline && isAlive(Number(read(building)))) {
    if (!said) log.info('Another start is building the app, waiting for it')
    said = true
    await sleep(200)
  }
}

function builtFrom(): string | null {
  return read(mark)
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

async function build(signal: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise<number | null>((done) => {
    child.once('error', () => done(null))
    child.once('close', done)
  })
  if (code === 0 || signal.aborted) return
  throw new StartFailure(`The app could not be built:\n${Buffer.concat(output).toString().trim()}`)
}
