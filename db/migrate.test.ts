import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { log } from '#lib/log.ts'
import { type Postgres, startPostgres } from '#server/postgres.ts'
import { migrate } from './migrate.ts'

// A cluster of its own: the shared one of the other tests runs without fsync, which a start refuses.
const folder = mkdtempSync(join(tmpdir(), 'sitrep-migrate-'))
const backups = join(folder, 'backups')
let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: join(folder, 'data'), log })
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

test('an empty database gets the tables, and of three starts at once one does it', async () => {
  const url = await newDatabase('fresh')
  await Promise.all([1, 2, 3].map(() => migrate({ url, log, backups })))
  expect(await rows(url, 'select last from ref_counters')).toHaveLength(2)
  expect(await rows(url, 'select from drizzle.__drizzle_migrations')).toHaveLength(migrationNames().length)
})

test('an older schema is backed up before it is migrated, and the backup restores it exactly', async () => {
  const url = await newDatabase('older')
  await migrate({ url, log, backups })
  const name = `Zoë O'Hara \\ "quoted"\n; drop table people; --`
  await rows(
    url,
    `insert into people (id, name, email, role, created_at) values ($1, $2, 'z@b', 'admin', now())`,
    ['018f0000-0000-7000-8000-000000000001', name],
  )
  for (const state of ['pending', 'delivered']) {
    await rows(
      url,
      `insert into deliveries (id, channel, kind, recipient_id, name, address, source, state, due_at, expires_at,
         dedupe_key, created_at, changed_at)
       values (gen_random_uuid(), 'email', 'report', 'x', 'Zoë', 'z@b', '{}', $1, now(), now(), $1, now(), now())`,
      [state],
    )
  }
  await migrate({ url, log, backups, migrationsFolder: folderWithOneMore('delete from people') })
  expect(await rows(url, 'select name from people')).toEqual([])

  const [file = ''] = readdirSync(backups)
  expect(file).toMatch(/^\d{4}-.*-schema-\d+\.sql\.gz$/)
  const restored = await newDatabase('restored')
  await migrate({ url: restored, log, backups })
  await rows(restored, gunzipSync(readFileSync(join(backups, file))).toString())
  expect(await rows(restored, 'select name from people')).toEqual([{ name }])
  // But for what was on its way: a person looks whether it arrived, and nothing is sent twice.
  expect(
    await rows(restored, 'select dedupe_key as was, state, in_doubt from deliveries order by 1'),
  ).toEqual([
    { was: 'delivered', state: 'delivered', in_doubt: false },
    { was: 'pending', state: 'failed', in_doubt: true },
  ])
})

test('a migration that fails leaves the old schema standing', async () => {
  const url = await newDatabase('failing')
  await migrate({ url, log, backups })
  const migrationsFolder = folderWithOneMore('drop table sessions;--> statement-breakpoint\nselect 1 / 0')
  await expect(migrate({ url, log, backups, migrationsFolder })).rejects.toThrow(
    'The database could not be migrated, and nothing was changed: division by zero',
  )
  expect(await rows(url, 'select from sessions')).toEqual([])
})

test.each([
  [
    'is too old',
    `create function current_setting(text) returns text language sql as $$ select case $1
     when 'server_version_num' then '140011' when 'server_version' then '14.11'
     else pg_catalog.current_setting($1) end $$`,
    /PostgreSQL 14\.11, which is too old: SitRep needs version 15/,
  ],
  [
    'loses what it acknowledged',
    `create function current_setting(text) returns text language sql as $$ select case $1
     when 'fsync' then 'off' else pg_catalog.current_setting($1) end $$`,
    /fsync=off/,
  ],
  [
    'lacks the extension',
    `create view pg_available_extensions as select * from pg_catalog.pg_available_extensions
     where name <> 'btree_gist'`,
    /lacks the extension btree_gist: install it/,
  ],
  [
    'lacks the extension of typing errors',
    `create view pg_available_extensions as select * from pg_catalog.pg_available_extensions
     where name <> 'pg_trgm'`,
    /lacks the extension pg_trgm: install it/,
  ],
  [
    'is read-only',
    `create function pg_is_in_recovery() returns boolean language sql as 'select true'`,
    /standby/,
  ],
])('a server that %s is refused in one line', async (_, pretence, line) => {
  const name = `refused_${Math.random().toString(36).slice(2)}`
  const url = await newDatabase(name)
  // What stands in `public` is found before the server's own function of that name.
  await rows(url, `alter database ${name} set search_path = public, pg_catalog`)
  await rows(url, pretence)
  await expect(migrate({ url, log, backups })).rejects.toThrow(line)
  expect(await rows(url, `select from pg_tables where tablename = 'incidents'`)).toEqual([])
})

test('a database that is ahead is refused', async () => {
  const url = await newDatabase('ahead')
  await migrate({ url, log, backups })
  await rows(url, `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`)
  await expect(migrate({ url, log, backups })).rejects.toThrow(/newer version of SitRep/)
})

test('a user without rights is told so', async () => {
  const url = new URL(await newDatabase('bare'))
  await rows(url.href, `create role weak login`)
  url.username = 'weak'
  await expect(migrate({ url: url.href, log, backups })).rejects.toThrow(
    /lacks a right .*permission denied.*make it the owner/,
  )
})

test.each([
  ['postgresql://sitrep@127.0.0.1:1/sitrep', /127\.0\.0\.1:1 .*nothing listens there/],
  ['postgresql://sitrep@nowhere.invalid/sitrep', /nowhere\.invalid:5432 .*(no such host|looked up)/],
  ['postgresql://sitrep@localhost/sitrep?host=/nowhere', /\/nowhere:5432 .*no such socket/],
])('%s: one clear line', async (url, line) => {
  await expect(migrate({ url, log, backups })).rejects.toThrow(line)
})

test('a database that is not there, a user that is not there', async () => {
  const missing = new URL(postgres.url)
  missing.pathname = '/missing'
  await expect(migrate({ url: missing.href, log, backups })).rejects.toThrow(
    /no database missing.*createdb missing/,
  )
  const stranger = new URL(postgres.url)
  stranger.username = 'stranger'
  await expect(migrate({ url: stranger.href, log, backups })).rejects.toThrow(
    /does not let the user stranger in/,
  )
})

async function newDatabase(name: string): Promise<string> {
  await rows(postgres.url, `create database ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}

async function rows(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text, ...(values.length > 0 ? { values } : {}) })).rows ?? []
  } finally {
    await client.end()
  }
}

function migrationNames(migrationsFolder = 'db/migrations'): string[] {
  return readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'))
}

/** The migrations as they are, and one more. */
function folderWithOneMore(statement: string): string {
  const migrations = mkdtempSync(join(folder, 'migrations-'))
  cpSync('db/migrations', migrations, { recursive: true })
  mkdirSync(join(migrations, 'meta'), { recursive: true })
  const journal = join(migrations, 'meta', '_journal.json')
  const known = JSON.parse(readFileSync(journal, 'utf8'))
  const last = known.entries.at(-1)
  known.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_one_more' })
  writeFileSync(journal, JSON.stringify(known))
  writeFileSync(join(migrations, '9999_one_more.sql'), statement)
  return migrations
}
