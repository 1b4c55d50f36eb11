import { resolve } from 'node:path'
import { z } from 'zod'

/**
 * The environment, checked. The only file that reads `process.env`.
 * `next build` needs none of it: every variable has a default or may be absent.
 */
export type Env = {
  port: number
  host: string
  /** Absolute address under which people reach this instance, without a trailing slash. */
  publicUrl: string
  /** null: the embedded Postgres in the data folder is used. */
  databaseUrl: string | null
  /** Connections per process. */
  databasePoolSize: number
  /** Absolute path. */
  dataDir: string
  /** null: made once in the data folder (lib/secrets.ts). */
  nextauthSecret: string | null
  logLevel: LogLevel
  /** null: pretty on a terminal, JSON otherwise. */
  logFormat: 'pretty' | 'json' | null
  development: boolean
}

export type LogLevel = z.infer<typeof LogLevel>

/** Thrown by `env()`; one line per variable, each with its name, what is wrong and an example. */
export class EnvError extends Error {
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'EnvError'
    this.problems = problems
  }
}

let checked: Env | undefined

/** The checked environment of this process; throws EnvError at the first call if a value is bad. */
export function env(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

/** Checks the given variables; throws EnvError that names every bad one. Empty strings count as absent. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()))
  const parsed = Variables.safeParse(given)
  if (!parsed.success) throw new EnvError(parsed.error.issues.map((issue) => problem(issue, given)))
  const v = parsed.data
  if (v.DATABASE_URL && !v.NEXTAUTH_SECRET) throw new EnvError([secretMissing])
  return {
    port: v.PORT,
    host: v.HOST,
    publicUrl: v.PUBLIC_URL ?? `http://${addressable(v.HOST)}:${v.PORT}`,
    databaseUrl: v.DATABASE_URL ?? null,
    databasePoolSize: v.DATABASE_POOL_SIZE,
    dataDir: resolve(v.SITREP_DATA_DIR),
    nextauthSecret: v.NEXTAUTH_SECRET ?? null,
    logLevel: v.LOG_LEVEL,
    logFormat: v.LOG_FORMAT ?? null,
    development: v.NODE_ENV === 'development',
  }
}

/**
 * Tells the framework what it reads from the environment by itself. Called once by server/main.ts, before
 * Next is loaded; links are made from PUBLIC_URL alone, never from a Host header.
 */
export function exportForFramework({ publicUrl }: Env, development: boolean): void {
  // Next types NODE_ENV as read-only; at the start of the process nothing has read it yet.
  const variables = process.env as Record<string, string | undefined>
  variables.NODE_ENV = development ? 'development' : 'production'
  variables.NEXTAUTH_URL = publicUrl
  variables.NEXT_TELEMETRY_DISABLED = '1'
}

const LogLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'])

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((n) => n >= from && n <= to)

const Variables = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[a-zA-Z0-9.:_-]+$/)
    .default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin)
    .transform((url) => new URL(url).origin)
    .optional(),
  DATABASE_URL: z.string().refine(isPostgresUrl).optional(),
  DATABASE_POOL_SIZE: wholeNumber(2, 1000).default(10),
  SITREP_DATA_DIR: z.string().default('.data'),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  LOG_LEVEL: LogLevel.default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  NODE_ENV: z.string().optional(),
})

type Name = keyof z.infer<typeof Variables>

const wanted: Record<Name, { must: string; example: string; secret?: true }> = {
  PORT: { must: 'must be a port from 1 to 65535', example: '3000' },
  HOST: { must: 'must be an address or a name to listen on', example: '127.0.0.1' },
  PUBLIC_URL: {
    must: 'must be http:// or https:// and a host, without a path',
    example: 'https://sitrep.example.org',
  },
  DATABASE_URL: {
    must: 'must be a PostgreSQL address',
    example: 'postgresql://sitrep:password@localhost:5432/sitrep',
    secret: true,
  },
  DATABASE_POOL_SIZE: { must: 'must be a whole number from 2 to 1000', example: '10' },
  SITREP_DATA_DIR: { must: 'must be a folder', example: '.data' },
  NEXTAUTH_SECRET: {
    must: 'must have at least 32 characters',
    example: 'the output of: openssl rand -base64 32',
    secret: true,
  },
  LOG_LEVEL: { must: 'must be debug, info, warn, error or silent', example: 'info' },
  LOG_FORMAT: { must: 'must be pretty or json', example: 'json' },
  NODE_ENV: { must: 'must be a word', example: 'production' },
}

const secretMissing = `NEXTAUTH_SECRET is missing: with DATABASE_URL it is required, the same for every process (example: ${wanted.NEXTAUTH_SECRET.example})`

function problem(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  // The schema is flat and parses strings, so the first part of a path is always one of its names.
  const name = issue.path[0] as Name
  const { must, example, secret } = wanted[name]
  const got = secret ? '' : `, but is "${given[name]}"`
  return `${name} ${must}${got} (example: ${example})`
}

function isOrigin(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return false
  return url.pathname === '/' && !url.search && !url.hash && !url.username
}

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol)
}

/** A browser's way to an address that one listens on: 0.0.0.0 and loopback are reached as localhost. */
function addressable(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
