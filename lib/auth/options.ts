import type { AuthOptions } from 'next-auth'
import credentials from 'next-auth/providers/credentials'
import { clientHeader } from '#lib/auth/client-address.ts'
import { cookieIsSecure, cookieName, cookieOptions, cookieSeconds } from '#lib/auth/cookie.ts'
import { findByCredentials } from '#lib/auth/credentials.ts'
import { personOfAccount } from '#lib/auth/identity.ts'
import { safeNextPath } from '#lib/auth/next-path.ts'
import { authProviders, type Shown } from '#lib/auth/provider.ts'
import { type Beginning, endSession, findSession, startSession } from '#lib/auth/session-row.ts'
import { log } from '#lib/log.ts'
import { secrets } from '#lib/secrets.ts'

type Given = {
  /** Of the request: who knocks, and with which browser. */
  headers: Pick<Headers, 'get'>
  onFailure?: (error: unknown) => void
}

/**
 * next-auth with opaque sessions (D9): its "JWT" is our random token, which stands for a row of `sessions`. Made for
 * one request. Nothing may be thrown in here: next-auth would put the message into an address. `onFailure` hears
 * instead.
 */
export function authOptions({ headers, onFailure = logFailure }: Given): AuthOptions {
  const guarded = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      onFailure(error)
      return null
    }
  }
  /** Set by `signIn`, which runs first: who it is, and how they came. */
  let known: { personId: string; method: Beginning['method'] } | null = null
  return {
    secret: secrets().nextauthSecret,
    providers: [
      credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given) => {
          const { email, password } = given ?? {}
          if (typeof email !== 'string' || typeof password !== 'string') return null
          return await guarded(() =>
            findByCredentials(email, password, headers.get(clientHeader) ?? 'unknown'),
          )
        },
      }),
      ...authProviders(),
    ],
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    useSecureCookies: cookieIsSecure(),
    cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    callbacks: {
      signIn: async ({ user, account }) => {
        if (account?.type === 'credentials') {
          known = { personId: user.id, method: 'password' }
          return true
        }
        const shown = shownBy(user)
        const found = shown && (await guarded(() => personOfAccount(shown)))
        if (!shown || !found) return '/sign-in?refused=failed'
        if ('refused' in found) return `/sign-in?refused=${found.refused}`
        known = { ...found, method: shown.provider }
        return true
      },
      jwt: async ({ token, trigger }) => {
        const begins = trigger === 'signIn' ? known : null
        if (!begins) return token
        const { personId, method } = begins
        const beginning = { method, userAgent: headers.get('user-agent') }
        return { ...token, sessionToken: await guarded(() => startSession(personId, beginning)) }
      },
      // Nothing of ours asks /api/auth/session; it tells only what its caller is already.
      session: ({ session }) => session,
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url
        return baseUrl + safeNextPath(path, baseUrl)
      },
    },
    jwt: {
      encode: async ({ token }) => (typeof token?.sessionToken === 'string' ? token.sessionToken : ''),
      decode: async ({ token }) =>
        await guarded(async () => {
          const session = token ? await findSession(token) : null
          if (!session || !token) return null
          const { id, name, email } = session.person
          return { sub: id, name, email, sessionToken: token }
        }),
    },
    events: {
      signOut: async ({ token }) => {
        const { sessionToken } = token ?? {}
        if (typeof sessionToken === 'string') await guarded(() => endSession(sessionToken))
      },
    },
    logger: {
      error: (code) => log.debug('next-auth refused something', { code }),
      warn: (code) => log.debug('next-auth warns', { code }),
      debug: () => undefined,
    },
    debug: false,
    // The address is NEXTAUTH_URL, which the start sets to PUBLIC_URL; see lib/env.ts.
    theme: { colorScheme: 'auto' },
  }
}

/** What profile() of lib/auth/provider.ts put onto next-auth's user. */
function shownBy(user: object): Shown | null {
  // Ours alone, made in this process from the provider's answer.
  return 'shown' in user ? (user.shown as Shown) : null
}

function logFailure(error: unknown): void {
  log.error('Signing in or out failed', { error })
}
