import type { AuthOptions } from 'next-auth'
import credentials from 'next-auth/providers/credentials'
import { cookieIsSecure, cookieName, cookieOptions, cookieSeconds } from '#lib/auth/cookie.ts'
import { findByCredentials } from '#lib/auth/credentials.ts'
import { safeNextPath } from '#lib/auth/next-path.ts'
import { endSession, findSession, startSession } from '#lib/auth/session-row.ts'
import { log } from '#lib/log.ts'
import { secrets } from '#lib/secrets.ts'

/**
 * next-auth with opaque sessions (D9): its "JWT" is our random token, which stands for a row of `sessions`.
 * Nothing may be thrown in here: next-auth would put the message into an address. `onFailure` hears instead.
 */
export function authOptions(onFailure: (error: unknown) => void = logFailure): AuthOptions {
  const guarded = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      onFailure(error)
      return null
    }
  }
  return {
    secret: secrets().nextauthSecret,
    providers: [
      credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given) => {
          const { email, password } = given ?? {}
          if (typeof email !== 'string' || typeof password !== 'string') return null
          return await guarded(() => findByCredentials(email, password))
        },
      }),
    ],
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    useSecureCookies: cookieIsSecure(),
    cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    callbacks: {
      jwt: async ({ token, user, trigger }) => {
        if (trigger !== 'signIn' || !user) return token
        return { ...token, sessionToken: await guarded(() => startSession(user.id)) }
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

function logFailure(error: unknown): void {
  log.error('Signing in or out failed', { error })
}
