import { join } from 'node:path'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import type { Env } from '#lib/env.ts'
import { sender } from '#lib/jobs/boss.ts'
import { refold } from '#lib/log/refold.ts'
import { log } from '#lib/log.ts'
import { startPostgres } from '#server/postgres.ts'
import type { Stopping } from '#server/stopping.ts'

/** Finds or starts the database, brings it up to date, connects the process to it. */
export async function openDatabase(
  { databaseUrl, databasePoolSize, dataDir }: Env,
  onStop: Stopping['onStop'],
): Promise<void> {
  let url = databaseUrl
  if (url) log.info('Connecting to the database of DATABASE_URL')
  else {
    log.info('Starting Postgres', { dataDir })
    const postgres = await startPostgres({ dataDir, log })
    onStop('Postgres', postgres.stop)
    url = postgres.url
  }
  await migrate({ url, log, backups: databaseUrl ? null : join(dataDir, 'backups') })
  connectDatabase(url, { poolSize: databasePoolSize })
  onStop('the database connections', closeDatabase)
  const folded = await refold()
  if (folded > 0) log.info('Folded incidents anew', { incidents: folded })
  await sender()
}
