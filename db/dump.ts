import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'

/**
 * Writes the data of one moment as gzipped SQL, which goes back into a database of the same schema version
 * with `psql`. The embedded Postgres has no pg_dump, and the schema itself is in db/migrations. The file appears under
 * its name only when it is whole.
 */
export async function dumpDatabase(client: pg.Client, file: string): Promise<void> {
  const draft = `${file}.part`
  await client.query('begin isolation level repeatable read read only')
  await pipeline(Readable.from(statements(client)), createGzip(), createWriteStream(draft, { mode: 0o600 }))
  await client.query('commit')
  await rename(draft, file)
}

async function* statements(client: pg.Client): AsyncGenerator<string> {
  // Replica: triggers and foreign keys stay silent, so that rows go back exactly as they were.
  yield 'begin;\nset session_replication_role = replica;\n'
  const all = await tables(client)
  for (const table of all) yield* tableStatements(client, table)
  const messages = all.find(({ name }) => name === 'public.deliveries')
  if (messages?.columns.includes('in_doubt')) yield parked
  yield 'commit;\n'
}

/** What was on its way then may have left since: a restored backup sends nothing, a person decides (RELIABILITY F33). */
const parked = `update deliveries set state = 'failed', in_doubt = true, lease_until = null, secret = null,
  trouble = 'It was on its way when the backup was made, and may have left since.'
  where state in ('pending', 'sending', 'uncertain');\n`

type Table = { name: string; columns: string[] }

/** Generated columns are left out: the database makes them again. */
async function tables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', table_schema, table_name) as name,
       array_agg(quote_ident(column_name) order by ordinal_position) as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
     group by 1 order by 1`,
  )
  return rows
}

async function* tableStatements(client: pg.Client, { name, columns }: Table): AsyncGenerator<string> {
  yield `delete from ${name};\n`
  const values = columns.map((column) => `quote_nullable(${column}::text)`).join(` || ', ' || `)
  await client.query(`declare rows no scroll cursor for select ${values} as tuple from ${name}`)
  while (true) {
    const { rows } = await client.query<{ tuple: string }>('fetch 500 from rows')
    if (rows.length === 0) break
    const tuples = rows.map((row) => `(${row.tuple})`).join(',\n')
    yield `insert into ${name} (${columns.join(', ')}) overriding system value values\n${tuples};\n`
  }
  await client.query('close rows')
}
