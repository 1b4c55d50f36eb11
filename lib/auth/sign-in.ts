import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { cookieName, cookieOptions, cookieSeconds } from '#lib/auth/cookie.ts'
import { safeNextPath } from '#lib/auth/next-path.ts'
import { authOptions } from '#lib/auth/options.ts'
import { offeredProviders } from '#lib/auth/provider.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'

/**
 * Signs the browser of this Server Action in. Throws AppError `invalid` when address and password do not belong
 * together, `unavailable` when the database does not answer.
 */
export async function signIn(given: { email: string; password: string }): Promise<void> {
  let failure: unknown
  const onFailure = (error: unknown) => {
    failure = error
  }
  const options = authOptions({ headers: await headers(), onFailure })
  const answer = await ask(options, ['callback', 'credentials'], given)
  if (failure) throw toAppError(failure)
  const cookie = cookieOf(answer, cookieName())
  if (!cookie) {
    const message = 'E-mail and password do not belong together. Check both.'
    throw new AppError('invalid', message, { fields: { password: message } })
  }
  const jar = await cookies()
  jar.set(cookieName(), cookie, { ...cookieOptions(), maxAge: cookieSeconds })
}

/**
 * Sends the browser of this Server Action to sign in at a provider; from there it comes back to /api/auth/callback,
 * and then to `next`. Throws AppError `unavailable` when the provider does not answer or is not set up.
 */
export async function signInAt(provider: string, next: string): Promise<never> {
  const { publicUrl } = env()
  const options = authOptions({ headers: await headers() })
  const isOffered = offeredProviders().some(({ id }) => id === provider)
  const callbackUrl = publicUrl + safeNextPath(next, publicUrl)
  const answer = isOffered ? await ask(options, ['signin', provider], { callbackUrl }) : null
  const address = answer && addressIn(await answer.json())
  if (!answer || !address || address.startsWith(`${publicUrl}/`)) {
    throw new AppError(
      'unavailable',
      'This sign-in does not answer just now. Use your password, or try again.',
    )
  }
  // State, code verifier and nonce, which the way back is checked against.
  const jar = await cookies()
  for (const { name, value } of cookiesOf(answer)) {
    jar.set(name, value, { ...cookieOptions(), maxAge: checkSeconds })
  }
  // The provider's own address, from its discovery document or our settings.
  redirect(address as Route)
}

/** How long somebody may take at the provider. */
const checkSeconds = 15 * 60

/** Ends the session of this Server Action's browser and takes its cookie away. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  if (jar.has(cookieName())) {
    const onFailure = (error: unknown) => log.error('Signing out failed', { error })
    const options = authOptions({ headers: await headers(), onFailure })
    await ask(options, ['signout'], {})
  }
  jar.delete({ name: cookieName(), ...cookieOptions() })
}

type Options = ReturnType<typeof authOptions>

/**
 * Asks next-auth as its own page would: first for a CSRF token, then with it. Next has compared Origin and Host
 * before a Server Action runs; next-auth wants its double-submitted cookie all the same.
 */
async function ask(options: Options, path: string[], form: Record<string, string>): Promise<Response> {
  const jar = await cookies()
  const first = await handle(options, ['csrf'])
  for (const { name, value } of cookiesOf(first)) {
    if (name.endsWith('csrf-token')) jar.set(name, value, cookieOptions())
  }
  // next-auth answers {csrfToken} here, and nothing else.
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  return await handle(options, path, { ...form, csrfToken, json: 'true' })
}

async function handle(options: Options, path: string[], form?: Record<string, string>): Promise<Response> {
  const url = `${env().publicUrl}/api/auth/${path.join('/')}`
  const request = form
    ? new NextRequest(url, { method: 'POST', body: new URLSearchParams(form) })
    : new NextRequest(url)
  // NextAuth's types do not know that with a route's context it answers with a Response.
  return (await NextAuth(options)(request, { params: { nextauth: path } })) as Response
}

function addressIn(answer: unknown): string | null {
  const url = typeof answer === 'object' && answer !== null && 'url' in answer ? answer.url : null
  return typeof url === 'string' && URL.canParse(url) ? url : null
}

function cookieOf(answer: Response, name: string): string | null {
  return cookiesOf(answer).find((cookie) => cookie.name === name)?.value || null
}

function cookiesOf(answer: Response): { name: string; value: string }[] {
  return answer.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)) }
  })
}
