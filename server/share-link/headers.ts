/** Headers of everything under /s/ (RELIABILITY T6, T24). */
import { securityHeaders } from '#lib/http/security-headers.ts'

/** Nobody finds a link's address by these answers: no other site, no search engine. */
export const unlisted = {
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
} as const

/** What every answer carries; without Cache-Control, which each says for itself. */
export function linkHeaders(publicUrl: string): Record<string, string> {
  const { 'Cache-Control': _, ...headers } = securityHeaders(publicUrl)
  return { ...headers, ...unlisted }
}

/** Names and values in turn, as Node writes them without looking at them again. */
export function headerList(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat()
}
