import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { checkServer, connectionFailure, migrationFailure } from '#db/check.ts'
import { connectionDefaults } from '#db/client.ts'
import { dumpDatabase } from '#db/dump.ts'
import { bringUpJobs } from '#db/jobs.ts'
import type { Log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'

const ownMigrations = fileURLToPath(new URL('./migrations', import.meta.url))

type Options = {
  url: string
  log: Log
  /** Where the data goes before an older schema is migrated; null: the operator keeps backups. */
  backups: string | null
  /** Another folder of migrations; for tests. */
  migrationsFolder?: string
}

/**
 * Checks that the server will do and brings its schema up to date; of processes that start together one does
 * it and the others wait. Throws StartFailure with one clear line.
 */
export async function migrate(options: Options): Promise<void> {
  const { url, log, backups, migrationsFolder = ownMigrations } = options
  const guard = await connect(url)
  try {
    await checkServer(guard)
    await guard.query('begin')
    await guard.query(`set local idle_in_transaction_session_timeout = 0`)
    // Held to the end of this transaction, while the migrator works on a connection of its own.
    await guard.query(`select pg_advisory_xact_lock(hashtext('sitrep migrations'))`)
    const { pending, lastApplied } = await state(guard, migrationsFolder)
    if (pending.length > 0) {
      if (lastApplied && backups) await backUp(url, { backups, lastApplied, log })
      log.info('Migrating the database', { migrations: pending.length })
    }
    await apply(url, migrationsFolder, pending.length > 0)
  } finally {
    await guard.end().catch(() => {})
  }
}

async function connect(url: string): Promise<pg.Client> {
  const { query_timeout: _, statement_timeout: __, lock_timeout: ___, ...options } = connectionDefaults
  const client = new pg.Client({ connectionString: url, ...options, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    // Not waited for: a server that went silent does not answer the goodbye either.
    void client.end().catch(() => {})
    throw connectionFailure(error, url)
  }
}

type State = { pending: number[]; lastApplied: number | null }

/** What this version of SitRep has and the database has not; refuses a database that is ahead. */
async function state(client: pg.Client, migrationsFolder: string): Promise<State> {
  const known = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
  const { rows } = await client.query<{ made: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as made`,
  )
  if (!rows[0]?.made) return { pending: known, lastApplied: null }
  const applied = await client.query<{ last: string | null }>(
    `select max(created_at)::text as last from drizzle.__drizzle_migrations`,
  )
  const lastApplied = applied.rows[0]?.last ? Number(applied.rows[0].last) : null
  if (lastApplied && lastApplied > Math.max(...known)) {
    throw new StartFailure(
      'The database was migrated by a newer version of SitRep: start that version, or restore a backup',
    )
  }
  return { pending: known.filter((when) => when > (lastApplied ?? 0)), lastApplied }
}

async function backUp(
  url: string,
  { backups, lastApplied, log }: { backups: string; lastApplied: number; log: Log },
): Promise<void> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const file = join(backups, `${stamp}-schema-${lastApplied}.sql.gz`)
  await mkdir(backups, { recursive: true, mode: 0o700 })
  const client = await connect(url)
  try {
    await dumpDatabase(client, file)
    log.info('Backed up the data before migrating', { file })
  } finally {
    await client.end().catch(() => {})
  }
}

async function apply(url: string, migrationsFolder: string, isBehind: boolean): Promise<void> {
  const client = await connect(url)
  try {
    // A busy table fails the migration instead of queueing everybody else behind it.
    await client.query(`set lock_timeout = '2s'`)
    if (isBehind) await applyMigrations(drizzle({ client }), { migrationsFolder })
    await bringUpJobs(client)
  } catch (error) {
    throw migrationFailure(error)
  } finally {
    await client.end().catch(() => {})
  }
}
