/** Ways to sign in at somebody else's: any OpenID Connect issuer, Google, GitHub. */
import type { Provider } from 'next-auth/providers/index'
import { env, type Providers } from '#lib/env.ts'
import type { OfferedProvider, ProviderId } from '#lib/people/model.ts'

/** An account there, as it has just been shown to us. `email` counts only when it is verified. */
export type Shown = {
  provider: ProviderId
  issuer: string
  subject: string
  email: string | null
  emailVerified: boolean
}

/** What the sign-in page offers, in its order. */
export function offeredProviders(providers: Providers = env().providers): OfferedProvider[] {
  const { openid, google, github } = providers
  return [
    ...(openid ? [{ id: 'openid', name: openid.name } as const] : []),
    ...(google ? [{ id: 'google', name: 'Google' } as const] : []),
    ...(github ? [{ id: 'github', name: 'GitHub' } as const] : []),
  ]
}

/** The same for next-auth. Nobody is linked by it: that is decided by lib/auth/identity.ts. */
export function authProviders({ openid, google, github }: Providers = env().providers): Provider[] {
  return [
    ...(openid ? [openidProvider('openid', openid)] : []),
    ...(google ? [openidProvider('google', { ...google, issuer: googleIssuer, name: 'Google' })] : []),
    ...(github ? [githubProvider(github)] : []),
  ]
}

const googleIssuer = 'https://accounts.google.com'
const patience = { timeout: 10_000 }

/** What profile() hands on; next-auth wants an id, and passes the rest through. */
type Profile = { id: string; shown: Shown }

function openidProvider(
  id: 'openid' | 'google',
  { issuer, clientId, clientSecret, name }: NonNullable<Providers['openid']>,
): Provider {
  return {
    id,
    name,
    type: 'oauth',
    clientId,
    clientSecret,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: patience,
    userinfo: {
      // Some put the address into the ID token, some answer it here only. What is signed wins.
      request: async ({ client, tokens }) => {
        // With `idToken` it is openid-client's own set, whose claims have been verified; next-auth's type lost that.
        const signed = recordOf((tokens as unknown as { claims: () => unknown }).claims())
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return signed
        const told = await client.userinfo(tokens.access_token)
        if (told.sub !== signed.sub) throw new Error('ID token and user info speak of different accounts')
        return { ...told, ...signed }
      },
    },
    profile: (claims: Record<string, unknown>): Profile => {
      const subject = textOf(claims.sub)
      // The issuer as it names itself in what it signed.
      const shown = { provider: id, issuer: textOf(claims.iss) || issuer, subject }
      const emailVerified = claims.email_verified === true || claims.email_verified === 'true'
      return { id: subject, shown: { ...shown, email: textOf(claims.email) || null, emailVerified } }
    },
  }
}

function githubProvider({ url, clientId, clientSecret }: NonNullable<Providers['github']>): Provider {
  const isPublic = url === 'https://github.com'
  const api = isPublic ? 'https://api.github.com' : `${url}/api/v3`
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    clientId,
    clientSecret,
    issuer: `${url}/login/oauth`,
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${url}/login/oauth/access_token`,
    checks: ['pkce', 'state'],
    httpOptions: patience,
    userinfo: {
      url: `${api}/user`,
      request: async ({ tokens }) => {
        const ask = (path: string) => askGithub(`${api}${path}`, tokens.access_token ?? '')
        const [user, emails] = await Promise.all([ask('/user'), ask('/user/emails')])
        return { ...recordOf(user), sub: String(recordOf(user).id ?? ''), emails }
      },
    },
    profile: (user: Record<string, unknown>): Profile => {
      const subject = textOf(user.sub)
      // The public address of the profile may be anybody's; the list says which one is theirs.
      const primary = listOf(user.emails).find(
        ({ primary, verified }) => primary === true && verified === true,
      )
      const shown = { provider: 'github', issuer: url, subject } as const
      return {
        id: subject,
        shown: { ...shown, email: textOf(primary?.email) || null, emailVerified: Boolean(primary) },
      }
    },
  }
}

async function askGithub(address: string, token: string): Promise<unknown> {
  const answer = await fetch(address, {
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/vnd.github+json',
      'User-Agent': 'SitRep',
    },
    redirect: 'error',
    signal: AbortSignal.timeout(patience.timeout),
  })
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status}`)
  return await answer.json()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : []
}
