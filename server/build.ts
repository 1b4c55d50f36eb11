import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'
import { root, sourceHash } from '#server/sources.ts'

/**
 * Builds the app if its sources differ from those of the build that is there (by content, not by time).
 * Aborting `signal` ends the build. Throws StartFailure with the compiler's output when it fails.
 */
export async function buildIfChanged({ log, signal }: { log: Log; signal: AbortSignal }): Promise<void> {
  const hash = sourceHash()
  if (builtFrom() === hash) return
  log.info('Building the app; this takes half a minute and happens once per change of the sources')
  const from = performance.now()
  await build(signal)
  writeFileSync(mark, hash)
  log.info('Built', { seconds: Math.round((performance.now() - from) / 1000) })
}

const mark = join(root, '.next', 'sitrep-sources')

function builtFrom(): string | null {
  try {
    return readFileSync(mark, 'utf8')
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
