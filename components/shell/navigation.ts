import type { Route } from 'next'

export type NavigationItem = { href: Route; label: string; key: string }

/** What the navigation offers: only what exists. `key` is pressed after G. */
export const navigation: readonly NavigationItem[] = [
  { href: '/', label: 'Now', key: 'n' },
  { href: '/incidents', label: 'Incidents', key: 'i' },
  { href: '/reports', label: 'Reports', key: 'r' },
  { href: '/follow-ups', label: 'Follow-ups', key: 'f' },
]

export const declareHref: Route = '/declare'

/** Whether a page belongs to an entry of the navigation. An incident's report belongs to the reports. */
export function isCurrent(href: string, pathname: string): boolean {
  if (/^\/incidents\/[^/]+\/report$/.test(pathname)) return href === '/reports'
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

/** Whether this is the live page of one incident, which takes the whole window. */
export function isLivePage(pathname: string): boolean {
  return /^\/incidents\/[^/]+$/.test(pathname)
}
