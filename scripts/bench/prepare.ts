import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { bringUpJobs } from '#db/jobs.ts'
import { makeIncidents } from '#e2e/kit/many-incidents.ts'
import { measureInserts } from './inserts.ts'

type Size = {
  /** How many incidents. */
  count: number
  /** Entries of each. */
  length: number
  /** The id of the person who made them. */
  me: string
}

/** Fills the empty database at `url`. Afterwards the server is one that the app takes. */
export async function prepare(url: string, { count, length, me }: Size): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('alter system set fsync = off')
    await client.query('select pg_reload_conf()')
    await migrate(drizzle({ client }), { migrationsFolder: 'db/migrations' })
    // What is declared later promises updates, and a promise has its timers.
    await bringUpJobs(client)
    const inserts = await measureInserts(client)
    console.log(
      `An entry costs ${inserts.withWords} rows by primary key; ${inserts.without} without words and their index`,
    )
    console.log(`Making ${count} incidents with ${length} entries each, by SQL through the same triggers`)
    const from = performance.now()
    await client.query(
      `insert into people (id, name, email, role, created_at) values ($1, 'Ines Okafor', 'ines@example.org', 'member', now())`,
      [me],
    )
    await makeIncidents((text, values) => client.query(text, values), { count, length, personId: me })
    console.log(`${Math.round((performance.now() - from) / 1000)} s`)
    // Without it the app would not start beside this database.
    await client.query('alter system reset fsync')
    await client.query('select pg_reload_conf()')
  } finally {
    await client.end()
  }
}
