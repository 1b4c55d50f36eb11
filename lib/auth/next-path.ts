/** Set by proxy.ts on each request for a page: its path and query, so that signing in leads back to it. */
export const pathHeader = 'x-sitrep-path'

/**
 * Where to go after signing in: a path of this origin, or `/`. Whatever leads elsewhere, or back into signing
 * in, is dropped (T20).
 */
export function safeNextPath(next: unknown, publicUrl: string): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return '/'
  // The parser drops tabs and line breaks and turns backslashes: it, not the text, says where this leads.
  const url = URL.canParse(next, publicUrl) ? new URL(next, publicUrl) : null
  if (!url || url.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return '/'
  if (/^\/(sign-in|set-up|join|reset|api)(\/|$)/.test(url.pathname)) return '/'
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc')
  return url.pathname + url.search + url.hash
}
