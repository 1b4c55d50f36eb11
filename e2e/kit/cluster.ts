import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { bringUpJobs } from '#db/jobs.ts'
import { templateName, withDatabaseName } from './address.ts'
import { startPrivatePostgres } from './private-postgres.ts'

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with vitest's own
  export interface ProvidedContext {
    /** The private cluster's maintenance database, as its superuser. */
    clusterUrl: string
  }
}

/** Vitest's global set-up: a cluster in a temporary folder with one migrated template; gone at the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPrivatePostgres()
  try {
    await makeTemplate(postgres.url)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  project.provide('clusterUrl', postgres.url)
  return postgres.stop
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  await onConnection(clusterUrl, async (client) => {
    // Nothing here outlives the run: no reason to wait for the disk.
    await client.query('alter system set fsync = off')
    await client.query('alter system set synchronous_commit = off')
    await client.query('select pg_reload_conf()')
    await client.query(`create database ${templateName}`)
  })
  await onConnection(withDatabaseName(clusterUrl, templateName), async (client) => {
    await migrate(drizzle({ client }), { migrationsFolder: 'db/migrations' })
    await bringUpJobs(client)
  })
}

async function onConnection(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
