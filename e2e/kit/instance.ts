import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type App, startApp } from './app.ts'
import { makeDataFolder, removeDataFolder } from './data-folder.ts'

export type Instance = {
  /** Two processes of the app over one database: `one` brought the embedded Postgres, `two` was given its address. */
  one: App
  two: App
  dataDir: string
  /** What a further process over this database needs in its environment. */
  variables: Record<string, string>
  /** One query as the database's superuser; its rows. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

/**
 * Starts both processes in a temporary data folder, with `more` in their environment. Nothing is
 * left of it after `stop`.
 */
export async function startInstance(more: Record<string, string> = {}): Promise<Instance> {
  const dataDir = makeDataFolder()
  // Timed jobs run in the other one: what this one asks the database is counted.
  const one = await startApp({ SITREP_DATA_DIR: dataDir, LOG_LEVEL: 'warn', WORKER: 'off', ...more })
  const variables = { ...sharedBy(dataDir), ...more }
  const pool = new pg.Pool({ connectionString: variables.DATABASE_URL, max: 4 })
  pool.on('error', () => {})
  const two = await startApp(variables)
  return {
    one,
    two,
    dataDir,
    variables,
    // The caller names the columns that its query returns.
    sql: async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[],
    async stop() {
      await pool.end()
      await two.end()
      await one.end()
      await removeDataFolder(dataDir)
    },
  }
}

/** The address and the secret that processes of one data folder share. */
export function sharedBy(
  dataDir: string,
): Record<'DATABASE_URL' | 'NEXTAUTH_SECRET' | 'LOG_LEVEL' | 'SITREP_DATA_DIR', string> {
  // Written by the app whose data folder this is; a wrong shape shows at the first connection.
  const {
    host,
    port,
    password = '',
  } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
    host: string
    port: number
    password?: string
  }
  const { nextauthSecret } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    nextauthSecret: string
  }
  const onSocket = host.startsWith('/')
  const query = new URLSearchParams({ application_name: 'e2e', ...(onSocket ? { host } : {}) })
  const url = `postgresql://sitrep:${password}@${onSocket ? 'localhost' : host}:${port}/sitrep?${query}`
  return { DATABASE_URL: url, NEXTAUTH_SECRET: nextauthSecret, LOG_LEVEL: 'warn', SITREP_DATA_DIR: dataDir }
}
