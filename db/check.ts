import type pg from 'pg'
import { StartFailure } from '#lib/start-failure.ts'

/**
 * Refuses a server that SitRep cannot keep its promises on: too old, read-only, not durable, another encoding,
 * without btree_gist or pg_trgm. Throws StartFailure with one clear line.
 */
export async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<ServerFacts>(facts)
  const found = rows[0]
  if (!found) throw new StartFailure('The database does not answer like PostgreSQL: check DATABASE_URL')
  const complaint = complaintAbout(found)
  if (complaint) throw new StartFailure(complaint)
}

/** Why no connection came about, in one line that names the host and never the password. */
export function connectionFailure(error: unknown, url: string): StartFailure {
  const { host, port, user, name } = parts(url)
  const code = codeOf(error)
  const said = innermost(error).message.split('\n')[0]
  const reasons: Record<string, string> = {
    '28P01': `it refused the password of the user ${user}`,
    '28000': `it does not let the user ${user} in (${said})`,
    '3D000': `it has no database ${name}; create it with: createdb ${name}`,
    '42501': `the user ${user} may not connect to ${name}`,
    '53300': 'it has no connection left (max_connections)',
    '57P03': 'it is starting up or shutting down; try again in a moment',
    ECONNREFUSED: 'nothing listens there',
    ENOENT: 'there is no such socket',
    EACCES: 'its socket may not be opened by this user',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'the name of the host cannot be looked up',
    EHOSTUNREACH: 'the host cannot be reached',
    ENETUNREACH: 'the network cannot be reached',
    ECONNRESET: 'it closed the connection; it may not be PostgreSQL, or want TLS',
    ETIMEDOUT: 'it did not answer in time',
  }
  const timedOut = /timeout/i.test(said ?? '') ? reasons.ETIMEDOUT : undefined
  const noPassword = /password must be/.test(said ?? '')
    ? 'it asks for a password and none is given'
    : undefined
  const reason = reasons[code] ?? timedOut ?? noPassword ?? said
  return new StartFailure(`The database at ${host}:${port} (DATABASE_URL) cannot be used: ${reason}`, {
    cause: error,
  })
}

/** Why a migration failed, in one line. It ran in a transaction: nothing of it stands. */
export function migrationFailure(error: unknown): StartFailure {
  const reason = innermost(error).message.split('\n')[0]
  const line =
    codeOf(error) === '42501'
      ? `The database's user lacks a right that SitRep's tables need (${reason}): make it the owner of the database`
      : `The database could not be migrated, and nothing was changed: ${reason}`
  return new StartFailure(line, { cause: error })
}

type ServerFacts = {
  version: string
  number: number
  fsync: string
  encoding: string
  recovering: boolean
  missing: string | null
}

const facts = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
  pg_is_in_recovery() as recovering,
  (select min(name) from unnest(array['btree_gist', 'pg_trgm']) as name
    where name not in (select name from pg_available_extensions)) as missing`

function complaintAbout(found: ServerFacts): string | null {
  if (found.number < 150_000) {
    return `The database is PostgreSQL ${found.version}, which is too old: SitRep needs version 15 or later`
  }
  if (found.recovering) return 'The database is a read-only standby: point DATABASE_URL at the primary'
  if (found.fsync === 'off') {
    return 'The database runs with fsync=off and would lose acknowledged entries: set fsync=on in its configuration'
  }
  if (found.encoding !== 'UTF8') {
    return `The database has the encoding ${found.encoding}: create it anew with: createdb --encoding=UTF8 --template=template0 …`
  }
  if (found.missing) {
    return `The database lacks the extension ${found.missing}: install it on the server (Debian: apt-get install postgresql-contrib)`
  }
  return null
}

function parts(url: string): { host: string; port: string; user: string; name: string } {
  const { hostname, port, username, pathname, searchParams } = new URL(url)
  const name = decodeURIComponent(pathname.slice(1))
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: port || '5432',
    user: decodeURIComponent(username) || 'without a name',
    name: name || decodeURIComponent(username),
  }
}

function codeOf(error: unknown): string {
  const inner = innermost(error)
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
}

/** Below drizzle's wrapper ("Failed query: …") and below Node's AggregateError of several addresses. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError) return innermost(error.errors[0])
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause)
  return error instanceof Error ? error : new Error(String(error))
}
