import { resolve } from 'node:path'
import { z } from 'zod'
import { isLoopback } from '#lib/loopback.ts'

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
  /** Whether this process runs timed jobs besides. */
  worker: boolean
  logLevel: LogLevel
  /** null: pretty on a terminal, JSON otherwise. */
  logFormat: 'pretty' | 'json' | null
  /** Ways to sign in besides the password; null: not offered. */
  providers: Providers
  /** How mail leaves. */
  mail: MailSettings
  /** Proxies in front whose X-Forwarded-For is believed; 0: nobody's. */
  trustedProxies: number
  /** Webhooks may go to this machine, without TLS: for tests and for trying them out. */
  allowLoopback: boolean
  development: boolean
}

type Client = { clientId: string; clientSecret: string }
export type Providers = {
  openid: (Client & { issuer: string; name: string }) | null
  google: Client | null
  /** `url`: github.com or a GitHub Enterprise Server, without a trailing slash. */
  github: (Client & { url: string }) | null
}

/** `outbox`: nothing is set up, and messages are only kept. */
export type MailSettings =
  | { transport: 'resend'; from: string; key: string; baseUrl: string; webhookSecret: string | null }
  | { transport: 'smtp'; from: string; url: string }
  | { transport: 'outbox' }

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
  const missing = missingOf(v)
  if (missing.length > 0) throw new EnvError(missing)
  return {
    port: v.PORT,
    host: v.HOST,
    publicUrl: v.PUBLIC_URL ?? `http://${addressable(v.HOST)}:${v.PORT}`,
    databaseUrl: v.DATABASE_URL ?? null,
    databasePoolSize: v.DATABASE_POOL_SIZE,
    dataDir: resolve(v.SITREP_DATA_DIR),
    nextauthSecret: v.NEXTAUTH_SECRET ?? null,
    worker: v.WORKER === 'on',
    logLevel: v.LOG_LEVEL,
    logFormat: v.LOG_FORMAT ?? null,
    providers: providersOf(v),
    mail: mailOf(v),
    trustedProxies: v.TRUST_PROXY,
    allowLoopback: v.WEBHOOK_ALLOW_LOOPBACK === 'on',
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
  // Node reads next.config.ts as it is: without this the built app needs the compiler to start, and fetches it.
  variables.__NEXT_NODE_NATIVE_TS_LOADER_ENABLED = 'true'
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
  WORKER: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: LogLevel.default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  OIDC_ISSUER: z.string().refine(isSafeAddress).transform(withoutSlash).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GITHUB_URL: z.string().refine(isSafeAddress).transform(withoutSlash).default('https://github.com'),
  RESEND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  RESEND_BASE_URL: z.string().refine(isSafeAddress).transform(withoutSlash).default('https://api.resend.com'),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/)
    .optional(),
  SMTP_URL: z.string().refine(isSmtpUrl).optional(),
  MAIL_FROM: z.string().refine(isSender).optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  WEBHOOK_ALLOW_LOOPBACK: z.enum(['on', 'off']).default('off'),
  NODE_ENV: z.string().optional(),
})

type Checked = z.infer<typeof Variables>
type Name = keyof Checked

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
  WORKER: { must: 'must be on or off', example: 'off' },
  LOG_LEVEL: { must: 'must be debug, info, warn, error or silent', example: 'info' },
  LOG_FORMAT: { must: 'must be pretty or json', example: 'json' },
  OIDC_ISSUER: {
    must: 'must be the https:// address of an OpenID Connect issuer',
    example: 'https://login.example.org/realms/staff',
  },
  OIDC_CLIENT_ID: { must: 'must be the client id that the provider gave', example: 'sitrep' },
  OIDC_CLIENT_SECRET: {
    must: 'must be the client secret that the provider gave',
    example: 'a long random text',
    secret: true,
  },
  OIDC_NAME: { must: 'must have at most 60 characters', example: 'Northfield login' },
  GOOGLE_CLIENT_ID: {
    must: 'must be a client id of Google Cloud',
    example: '1234-abcd.apps.googleusercontent.com',
  },
  GOOGLE_CLIENT_SECRET: {
    must: 'must be that client’s secret',
    example: 'as Google Cloud shows it',
    secret: true,
  },
  GITHUB_ID: { must: 'must be the client id of an OAuth app', example: 'Ov23liExample' },
  GITHUB_SECRET: {
    must: 'must be a client secret of that OAuth app',
    example: 'as GitHub shows it',
    secret: true,
  },
  GITHUB_URL: {
    must: 'must be the https:// address of a GitHub Enterprise Server',
    example: 'https://github.example.org',
  },
  RESEND_API_KEY: { must: 'must be a key of Resend, on one line', example: 're_123', secret: true },
  RESEND_BASE_URL: {
    must: 'must be an https:// address',
    example: 'https://api.resend.com',
  },
  RESEND_WEBHOOK_SECRET: {
    must: 'must be the signing secret of the webhook, which begins with whsec_',
    example: 'as Resend shows it',
    secret: true,
  },
  SMTP_URL: {
    must: 'must be the address of a mail server, smtp:// or smtps://',
    example: 'smtps://user:password@mail.example.org:465',
    secret: true,
  },
  MAIL_FROM: {
    must: 'must be one sender on one line, an e-mail address or a name with one',
    example: 'Northfield SitRep <sitrep@example.org>',
  },
  TRUST_PROXY: { must: 'must be the number of proxies in front, from 0 to 10', example: '1' },
  WEBHOOK_ALLOW_LOOPBACK: { must: 'must be on or off', example: 'off' },
  NODE_ENV: { must: 'must be a word', example: 'production' },
}

/** Variables that only make sense together. */
const together: [Name, ...Name[]][] = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_ID', 'GITHUB_SECRET'],
]

/** What is missing beside what is given, a line each. */
function missingOf(v: Checked): string[] {
  const lines = v.DATABASE_URL && !v.NEXTAUTH_SECRET ? [secretMissing] : []
  for (const names of together) {
    const given = names.find((name) => v[name] !== undefined)
    for (const name of given ? names : []) {
      if (v[name] !== undefined) continue
      lines.push(`${name} is missing: ${given} needs it (example: ${wanted[name].example})`)
    }
  }
  if (v.RESEND_API_KEY && v.SMTP_URL) {
    lines.push('SMTP_URL and RESEND_API_KEY are both set: mail leaves by one of them, so take one away')
  }
  const sender = mailNames.find((name) => v[name] !== undefined)
  if (sender && !v.MAIL_FROM) {
    lines.push(`MAIL_FROM is missing: ${sender} needs it (example: ${wanted.MAIL_FROM.example})`)
  }
  if (v.RESEND_WEBHOOK_SECRET && !v.RESEND_API_KEY) {
    lines.push(
      `RESEND_API_KEY is missing: RESEND_WEBHOOK_SECRET needs it (example: ${wanted.RESEND_API_KEY.example})`,
    )
  }
  if (v.OIDC_NAME && !v.OIDC_ISSUER) {
    lines.push(`OIDC_ISSUER is missing: OIDC_NAME needs it (example: ${wanted.OIDC_ISSUER.example})`)
  }
  return lines
}

function providersOf(v: Checked): Providers {
  const client = (clientId?: string, clientSecret?: string) =>
    clientId && clientSecret ? { clientId, clientSecret } : null
  const openid = client(v.OIDC_CLIENT_ID, v.OIDC_CLIENT_SECRET)
  const github = client(v.GITHUB_ID, v.GITHUB_SECRET)
  return {
    openid:
      openid && v.OIDC_ISSUER
        ? { ...openid, issuer: v.OIDC_ISSUER, name: v.OIDC_NAME ?? 'OpenID Connect' }
        : null,
    google: client(v.GOOGLE_CLIENT_ID, v.GOOGLE_CLIENT_SECRET),
    github: github && { ...github, url: v.GITHUB_URL },
  }
}

const mailNames = ['RESEND_API_KEY', 'SMTP_URL'] as const

function mailOf(v: Checked): MailSettings {
  const from = v.MAIL_FROM
  if (from && v.RESEND_API_KEY) {
    const { RESEND_API_KEY: key, RESEND_BASE_URL: baseUrl, RESEND_WEBHOOK_SECRET: webhookSecret } = v
    return { transport: 'resend', from, key, baseUrl, webhookSecret: webhookSecret ?? null }
  }
  if (from && v.SMTP_URL) return { transport: 'smtp', from, url: v.SMTP_URL }
  return { transport: 'outbox' }
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

/** Where secrets go: https, or plain http on this machine. */
function isSafeAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || url.username || url.search || url.hash) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** "ines@example.org" or "Ines <ines@example.org>": one address, and nothing that would begin a further header. */
function isSender(value: string): boolean {
  return /^(?:[^<>\p{Cc}",;:@]{1,100} <[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/u.test(value)
}

function isSmtpUrl(value: string): boolean {
  return URL.canParse(value) && ['smtp:', 'smtps:'].includes(new URL(value).protocol)
}

function withoutSlash(value: string): string {
  return value.replace(/\/+$/, '')
}

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol)
}

/** A browser's way to an address that one listens on: 0.0.0.0 and loopback are reached as localhost. */
function addressable(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
