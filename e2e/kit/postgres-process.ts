/**
 * A private Postgres in a temporary folder, for whoever starts this program: prints its address, runs until
 * its standard input ends (so it never outlives its starter, however that ends), then leaves nothing behind.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { log, say } from '#lib/log.ts'
import { startPostgres } from '#server/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'sitrep-postgres-'))
// Ctrl-C reaches the whole group: the end of the standard input is what counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
try {
  const postgres = await startPostgres({ dataDir: folder, log: { ...log, info() {} } })
  say(postgres.url)
  process.stdin.resume()
  await new Promise((ended) => process.stdin.once('close', ended))
  await postgres.stop()
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
