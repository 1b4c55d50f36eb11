import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'

/** Where a running embedded Postgres answers; kept in `<data>/postgres.json` for the CLI and later starts. */
export const Address = z.object({
  pid: z.int(),
  /** The folder of the unix socket, or a loopback address where there are none. */
  host: z.string(),
  port: z.int(),
  password: z.string().optional(),
})
export type Address = z.infer<typeof Address>

/** Where the Postgres of this data folder was last said to answer, or null. */
export function readAddress(dataDir: string): Address | null {
  try {
    return Address.parse(JSON.parse(readFileSync(file(dataDir), 'utf8')))
  } catch {
    // Missing or damaged: as if nothing ran. Postgres's own lock still keeps two off one folder.
    return null
  }
}

/** Says where it answers: written whole or not at all, for this user alone. */
export function writeAddress(dataDir: string, address: Address): void {
  const draft = `${file(dataDir)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(address)}\n`, { mode: 0o600 })
  renameSync(draft, file(dataDir))
}

/**
 * The address as a URL. Its application name tells this process's connections from other ones of SitRep, so
 * that whoever leaves last stops the database.
 */
export function urlOf(address: Address, database: string): string {
  const query = new URLSearchParams({ application_name: applicationName })
  const tcp = !address.host.startsWith('/')
  if (!tcp) query.set('host', address.host)
  const password = address.password ? `:${address.password}` : ''
  const host = tcp ? address.host : 'localhost'
  return `postgresql://sitrep${password}@${host}:${address.port}/${database}?${query}`
}

export const applicationName = `sitrep-${process.pid}`

/** True when the cluster in `cluster` answers at this address. */
export async function answers(address: Address, cluster: string): Promise<boolean> {
  try {
    const found = await ask(address, 'postgres', 'show data_directory')
    return found[0]?.data_directory === cluster
  } catch {
    return false
  }
}

/** One query on a connection of its own. Rejects when the server does not answer within two seconds. */
export async function ask(
  address: Address,
  database: string,
  query: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: urlOf(address, database),
    connectionTimeoutMillis: 2000,
    query_timeout: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(query)
    return rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** A folder for the socket: in the data folder, or a short one, because a socket's path has 103 bytes. */
export function socketFolder(dataDir: string): string {
  const near = join(dataDir, 'socket')
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) > 103) return mkdtempSync(join(tmpdir(), 'sitrep-'))
  mkdirSync(near, { recursive: true, mode: 0o700 })
  return near
}

const file = (dataDir: string) => join(dataDir, 'postgres.json')
