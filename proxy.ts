import { type NextRequest, NextResponse } from 'next/server'
import { pathHeader } from '#lib/auth/next-path.ts'
import { env } from '#lib/env.ts'
import { contentSecurityPolicy, securityHeaders } from '#lib/http/security-headers.ts'

/**
 * Headers of every page, and nothing else: who may see what is decided where it is read, never here. The API and
 * the event streams set their own.
 */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, development } = env()
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = contentSecurityPolicy(nonce, development)

  // Next reads the nonce from the request's policy; a client's own must never get there.
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.delete('content-security-policy-report-only')
  headers.set('x-nonce', nonce)
  // Pages do not know their own address: with it, signing in leads back here (lib/auth/session.ts).
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(securityHeaders(publicUrl))) response.headers.set(name, value)
  return response
}

export const config = {
  matcher: ['/((?!api/|_next/static/|_next/webpack-hmr|icons/|favicon.ico).*)'],
}
