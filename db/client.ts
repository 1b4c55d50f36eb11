import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import { Pool } from 'pg'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { singleton } from '#lib/singleton.ts'

export type Database = NodePgDatabase
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** Either: what a query takes that may run inside a transaction or outside of one. */
export type Executor = Database | Transaction

type Connected = { url: string; pool: Pool; db: Database }

// Held on globalThis, because Next's copy of this module must find the pool that the server made.
const held = singleton('database', (): { now: Connected | null } => ({ now: null }))

/**
 * Opens the process's pool on this address (no connection is made yet) and returns its drizzle instance.
 * Called once by the server, the CLI or a test's set-up; pages call `database()`.
 */
export function connectDatabase(url: string, { poolSize = 10 }: { poolSize?: number } = {}): Database {
  if (held.now) throw new Error('The database is connected already')
  const pool = new Pool({ connectionString: url, max: poolSize, ...connectionDefaults })
  pool.on('error', (error) => log.warn('An idle database connection was lost', { reason: error.message }))
  held.now = { url, pool, db: drizzle({ client: pool }) }
  return held.now.db
}

/** The process's drizzle instance; throws when nothing has connected and DATABASE_URL is not set. */
export function database(): Database {
  return connected().db
}

/** The address that the process is connected to, for clients of their own (LISTEN). Holds a password. */
export function databaseUrl(): string {
  return connected().url
}

/** One statement, or a script without values, as pg takes it: for pg-boss, which brings its own SQL. */
export async function queryPool(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  return await connected().pool.query(text, values)
}

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Not drizzle's own way from
 * the pool: when a statement got no answer in time, that left connections in their transactions and out of the
 * pool for good, and one that was lost meanwhile ended the process (client.test.ts).
 */
export async function withTransaction<T>(
  work: (tx: Transaction) => Promise<T>,
  options?: PgTransactionConfig,
): Promise<T> {
  const client = await connected().pool.connect()
  // Without a listener this event would end the process; the statement that fails tells of it.
  const lost = (error: Error) => log.warn('A database connection was lost in a transaction', { error })
  client.on('error', lost)
  let isUnsure = false
  try {
    return await drizzle({ client }).transaction(work, options)
  } catch (error) {
    // Our own refusals were rolled back. After anything else nobody knows what the connection still waits for.
    isUnsure = !(error instanceof AppError)
    throw error
  } finally {
    client.off('error', lost)
    client.release(isUnsure)
  }
}

/** Closes the pool; queries that run are let finish. Safe to call twice. */
export async function closeDatabase(): Promise<void> {
  const { now } = held
  held.now = null
  await now?.pool.end()
}

/** What every connection to the database gets, also those outside the pool: a hung server is noticed. */
export const connectionDefaults = {
  application_name: 'sitrep',
  connectionTimeoutMillis: 2000,
  statement_timeout: 5000,
  lock_timeout: 2000,
  idle_in_transaction_session_timeout: 10_000,
  query_timeout: 6000,
  keepAlive: true,
  // Somebody's server may write dates in another style, which nobody here could read.
  options: '-c datestyle=ISO',
}

function connected(): Connected {
  if (held.now) return held.now
  const { databaseUrl: url, databasePoolSize } = env()
  if (!url) throw new Error('No database is connected: start with npm start, or set DATABASE_URL')
  connectDatabase(url, { poolSize: databasePoolSize })
  return connected()
}
