import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { closeDatabase, connectDatabase, type Database } from '#db/client.ts'
import { templateName, withDatabaseName } from './address.ts'

export type TestDatabase = {
  /** What `database()` returns in this file. */
  db: Database
  /** As the cluster's superuser: for LISTEN clients, child processes, and for tampering. */
  url: string
  /** One query on a connection of its own, as superuser; its rows. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** A person with an account, written straight into `people`. */
  person(given?: Partial<NewPerson>): Promise<TestPerson>
}

export type NewPerson = { name: string; email: string; role: TestPerson['role'] }
/** Another one beside it: `use` leads `database()` there, and back with that of the first. */
export type OtherDatabase = Pick<TestDatabase, 'url' | 'sql'> & { use(): Promise<void> }

/** Fits `Actor`: `{kind, id, name, role}`. */
export type TestPerson = {
  kind: 'person'
  id: string
  name: string
  role: 'admin' | 'member' | 'observer'
  email: string
}

/**
 * A migrated, empty database of this test file's own; `database()` of db/client.ts leads to it. Call it once,
 * at the top of the file: `const test = await testDatabase()`. It is dropped when the file is done.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const url = await createDatabase()
  const db = connectDatabase(url, { poolSize: 10 })
  return {
    db,
    url,
    // The caller names the columns that its query returns.
    sql: async <Row>(text: string, values?: unknown[]) => (await query(url, text, values)) as Row[],
    person: (given) => person(url, given),
  }
}

/** A further one, migrated and empty: for what goes from one instance to another. */
export async function otherDatabase(): Promise<OtherDatabase> {
  const url = await createDatabase()
  return {
    url,
    // The caller names the columns that its query returns.
    sql: async <Row>(text: string, values?: unknown[]) => (await query(url, text, values)) as Row[],
    use: async () => await useDatabase(url),
  }
}

/** Leads `database()` to this address. */
export async function useDatabase(url: string): Promise<void> {
  await closeDatabase()
  connectDatabase(url, { poolSize: 10 })
}

async function createDatabase(): Promise<string> {
  const clusterUrl = inject('clusterUrl')
  const name = `sitrep_${randomBytes(6).toString('hex')}`
  await query(clusterUrl, `create database ${name} template ${templateName}`)
  afterAll(async () => {
    await closeDatabase()
    await query(clusterUrl, `drop database ${name} with (force)`)
  })
  return withDatabaseName(clusterUrl, name)
}

async function person(url: string, given: Partial<NewPerson> = {}): Promise<TestPerson> {
  const id = randomUUID()
  const { name = 'Ines Okafor', email = `${id}@example.org`, role = 'member' } = given
  await query(url, 'insert into people (id, name, email, role, created_at) values ($1, $2, $3, $4, now())', [
    id,
    name,
    email,
    role,
  ])
  return { kind: 'person', id, name, role, email }
}

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(text, values)
    return rows
  } finally {
    await client.end()
  }
}
