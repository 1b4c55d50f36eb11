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

/** Whether a page belongs to an entry of the navigation. An incident's documents belong to the reports. */
export function isCurrent(href: string, pathname: string): boolean {
  if (isDocumentPage(pathname.replace(/\/versions$/, ''))) return href === '/reports'
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}

/** Whether this is the page of an incident's report or post-mortem, on which it is written. */
export function isDocumentPage(pathname: string): boolean {
  return /^\/incidents\/[^/]+\/(report|post-mortem)$/.test(pathname)
}

/** Whether this is the live page of one incident, which takes the whole window. */
export function isLivePage(pathname: string): boolean {
  return /^\/incidents\/[^/]+$/.test(pathname)
}
