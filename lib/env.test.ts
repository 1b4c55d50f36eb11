import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, parseEnv } from './env.ts'

test('nothing set: a start on loopback with the embedded database', () => {
  expect(parseEnv({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databaseUrl: null,
    databasePoolSize: 10,
    dataDir: resolve('.data'),
    nextauthSecret: null,
    worker: true,
    logLevel: 'info',
    logFormat: null,
    providers: { openid: null, google: null, github: null },
    mail: { transport: 'outbox' },
    trustedProxies: 0,
    allowLoopback: false,
    development: false,
  })
})

test.each([
  [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://localhost:8080'],
  [{ HOST: '192.0.2.7' }, 'http://192.0.2.7:3000'],
  [{ HOST: '2001:db8::1' }, 'http://[2001:db8::1]:3000'],
  [{ PUBLIC_URL: 'https://sitrep.example.org/' }, 'https://sitrep.example.org'],
  [{ PUBLIC_URL: '' }, 'http://localhost:3000'],
])('people reach %j at %s', (variables, address) => {
  expect(parseEnv(variables).publicUrl).toBe(address)
})

test.each([
  [{ PORT: '0' }, /^PORT must .* 65535, but is "0" \(example: 3000\)$/],
  [{ PORT: '70000' }, /^PORT must/],
  [{ PORT: '80a' }, /^PORT must/],
  [{ HOST: 'not a host' }, /^HOST must .*"not a host"/],
  [{ PUBLIC_URL: 'sitrep.example.org' }, /^PUBLIC_URL must .*\(example: https:/],
  [{ PUBLIC_URL: 'https://example.org/sitrep' }, /^PUBLIC_URL must .*without a path/],
  [{ PUBLIC_URL: 'ftp://example.org' }, /^PUBLIC_URL must/],
  [
    { DATABASE_URL: 'mysql://localhost/x' },
    /^DATABASE_URL must be a PostgreSQL address \(example: postgresql:/,
  ],
  [{ DATABASE_POOL_SIZE: '1' }, /^DATABASE_POOL_SIZE must/],
  [{ NEXTAUTH_SECRET: 'short' }, /^NEXTAUTH_SECRET must have at least 32 characters \(example/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be debug.*"loud"/],
  [{ LOG_FORMAT: 'xml' }, /^LOG_FORMAT must/],
  [{ DATABASE_URL: 'postgresql://localhost/sitrep' }, /^NEXTAUTH_SECRET is missing: with DATABASE_URL/],
  [{ OIDC_ISSUER: 'http://login.example.org', ...client('OIDC_CLIENT') }, /^OIDC_ISSUER must be the https/],
  [{ ...client('OIDC_CLIENT') }, /^OIDC_ISSUER is missing: OIDC_CLIENT_ID needs it/],
  [{ OIDC_NAME: 'Login' }, /^OIDC_ISSUER is missing: OIDC_NAME needs it/],
  [{ GOOGLE_CLIENT_ID: 'x' }, /^GOOGLE_CLIENT_SECRET is missing: GOOGLE_CLIENT_ID needs it/],
  [{ GITHUB_SECRET: 'x' }, /^GITHUB_ID is missing: GITHUB_SECRET needs it/],
  [{ GITHUB_URL: 'http://github.example.org' }, /^GITHUB_URL must be the https/],
  [{ RESEND_API_KEY: 're_1' }, /^MAIL_FROM is missing: RESEND_API_KEY needs it/],
  [{ SMTP_URL: 'smtp://mail.example.org' }, /^MAIL_FROM is missing: SMTP_URL needs it/],
  [{ SMTP_URL: 'http://mail.example.org' }, /^SMTP_URL must be .* smtp:/],
  [{ MAIL_FROM: 'SitRep <a@example.org>\r\nBcc: <b@example.org>' }, /^MAIL_FROM must be one sender/],
  [{ MAIL_FROM: 'a@example.org, b@example.org' }, /^MAIL_FROM must be one sender/],
  [
    { RESEND_API_KEY: 're_1', SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'a@example.org' },
    /^SMTP_URL and RESEND_API_KEY are both set/,
  ],
  [{ RESEND_WEBHOOK_SECRET: 'whsec_abc=' }, /^RESEND_API_KEY is missing: RESEND_WEBHOOK_SECRET needs it/],
  [
    { RESEND_API_KEY: 're_1', MAIL_FROM: 'a@example.org', RESEND_WEBHOOK_SECRET: 'x' },
    /^RESEND_WEBHOOK_SECRET must be the signing secret of the webhook, which begins with whsec_ \(example/,
  ],
  [{ TRUST_PROXY: 'yes' }, /^TRUST_PROXY must be the number of proxies/],
])('%j is refused by its name, what is wrong and an example', (variables, line) => {
  expect(problemsOf(variables)).toEqual([expect.stringMatching(line)])
})

test('each way to sign in is offered when all of its variables are there', () => {
  const { openid, google, github } = parseEnv({
    ...{ OIDC_ISSUER: 'https://login.example.org/realms/staff/', ...client('OIDC_CLIENT') },
    ...client('GOOGLE_CLIENT'),
    ...{ GITHUB_ID: 'id', GITHUB_SECRET: 'secret' },
  }).providers
  const made = { clientId: 'id', clientSecret: 'secret' }
  expect(openid).toEqual({
    ...made,
    issuer: 'https://login.example.org/realms/staff',
    name: 'OpenID Connect',
  })
  expect(google).toEqual(made)
  expect(github).toEqual({ ...made, url: 'https://github.com' })
})

test('every bad value is named, each in a line', () => {
  expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y' })).toHaveLength(2)
})

test('a secret is never repeated in the complaint about it', () => {
  const lines = problemsOf({ NEXTAUTH_SECRET: 'hunter2', DATABASE_URL: 'hunter2' })
  expect(lines).toHaveLength(2)
  expect(lines.join()).not.toContain('hunter2')
})

function client(prefix: string): Record<string, string> {
  return { [`${prefix}_ID`]: 'id', [`${prefix}_SECRET`]: 'secret' }
}

function problemsOf(variables: Record<string, string>): string[] {
  try {
    parseEnv(variables)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

test('mail leaves by Resend, by a mail server, or not at all', () => {
  const from = 'Northfield SitRep <sitrep@example.org>'
  expect(parseEnv({ RESEND_API_KEY: 're_1', MAIL_FROM: from }).mail).toEqual({
    transport: 'resend',
    from,
    key: 're_1',
    baseUrl: 'https://api.resend.com',
    webhookSecret: null,
  })
  const url = 'smtps://user:password@mail.example.org:465'
  expect(parseEnv({ SMTP_URL: url, MAIL_FROM: from }).mail).toEqual({ transport: 'smtp', from, url })
  expect(parseEnv({ MAIL_FROM: from }).mail).toEqual({ transport: 'outbox' })
})
