'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { isCurrent, navigation } from '#components/shell/navigation.ts'

/** The navigation of wide screens. */
export function NavigationLinks() {
  const pathname = usePathname()
  return (
    <nav className="hidden h-full items-center gap-5 lg:flex" aria-label="Main">
      {navigation.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          // Every page is rendered for its moment: one fetched ahead would be work for nobody, again at each refresh.
          prefetch={false}
          className="tab text-14 h-full"
          aria-current={isCurrent(href, pathname) ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
