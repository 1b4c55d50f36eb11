import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/options.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** What of next-auth's own addresses is open. `_log` is not: it writes to our log for whoever asks. */
const open = new Set(['csrf', 'providers', 'session', 'signin', 'callback', 'signout', 'error'])

/** /api/auth/…: next-auth's own addresses. Our pages sign in and out by Server Actions (sign-in.ts). */
export async function handleAuth(request: NextRequest, context: Context): Promise<Response> {
  const [first = ''] = (await context.params).nextauth
  if (!open.has(first)) return new Response('Not found', { status: 404 })
  // NextAuth's types do not know that with a route's context it answers with a Response.
  return (await NextAuth(authOptions({ headers: request.headers }))(request, context)) as Response
}
