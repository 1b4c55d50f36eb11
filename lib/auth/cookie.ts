import { env } from '#lib/env.ts'
import { isLoopback } from '#lib/loopback.ts'

/** The session cookie lives this long at most; the row's own limits are what counts (session-row.ts). */
export const cookieSeconds = 7 * 24 * 60 * 60

/** What to warn of at the start: an address to which the session cookie travels unprotected. Null when all is well. */
export function cookieWarning(publicUrl: string): string | null {
  if (cookieIsSecure(publicUrl)) return null
  return `PUBLIC_URL is ${publicUrl}: over plain http whoever shares the network can take over sessions. Put https in front of it.`
}

/**
 * Whether browsers keep a Secure cookie from this address: https, and plain http on loopback. Over http on
 * another name they drop it without a word, so there the cookie goes without, and the start warns.
 */
export function cookieIsSecure(publicUrl = env().publicUrl): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || isLoopback(hostname)
}

/** The name of the session cookie at this address. */
export function cookieName(publicUrl = env().publicUrl): '__Host-sitrep' | 'sitrep' {
  return cookieIsSecure(publicUrl) ? '__Host-sitrep' : 'sitrep'
}

/** The attributes of the session cookie; `__Host-` demands Secure, this path and no domain. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: cookieIsSecure() } as const
}

/** The value of one cookie in a Cookie header, or null. The first wins when a name stands twice. */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
