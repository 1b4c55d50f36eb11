/** The report as PDF. Always drawn in a worker thread: a long log must not hold up the pages of others. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '#lib/errors.ts'
import type { Report } from './model.ts'

/** Two at a time; more wait, and beyond `longestQueue` they are told to come back. */
const atOnce = 2
const longestQueue = 20
const patience = 60_000
const memory = 512

let running = 0
const waiting: (() => void)[] = []

/**
 * A tagged PDF with its fonts embedded. `publicUrl` is the origin that its links lead to.
 * Throws AppError unavailable when too many are being drawn, or when this one took too long.
 */
export async function renderPdf(report: Report, publicUrl: string): Promise<Uint8Array> {
  if (waiting.length >= longestQueue) {
    throw new AppError('unavailable', 'Too many reports are being drawn. Try again in a moment.')
  }
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await draw(report, publicUrl)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function draw(report: Report, publicUrl: string): Promise<Uint8Array> {
  // Built at run time from the folder of the process: the file runs as it is, outside of every bundle.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'report', 'pdf', 'worker.ts')
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: { report, publicUrl },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void worker.terminate()
      reject(new AppError('unavailable', 'The report took too long to draw. Its Markdown is at once there.'))
    }, patience)
    worker.once('message', resolve)
    // Wrapped: a file that is missing here must not look like a database that does not answer.
    worker.once('error', (cause) => reject(new Error('The report could not be drawn', { cause })))
    worker.once('exit', (code) => reject(new Error(`The thread that draws reports ended with ${code}`)))
    worker.once('exit', () => clearTimeout(timer))
  })
}
