'use client'

import { List, Newspaper, Plus, Radio, Settings } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { declareHref, isCurrent, isLivePage } from '#components/shell/navigation.ts'

/**
 * The navigation of narrow screens, at the bottom, with Declare in the middle. The live page needs its room, and on
 * Declare the button that declares stands there.
 */
export function TabBar({ mayDeclare }: { mayDeclare: boolean }) {
  const pathname = usePathname()
  if (isLivePage(pathname) || pathname === declareHref) return null
  return (
    <nav
      aria-label="Main"
      className="bottom-bar no-print bg-paper fixed inset-x-0 bottom-0 z-20 border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <div className="text-12 grid h-16 auto-cols-fr grid-flow-col">
        <Tab href="/" label="Now" icon={<Radio className="icon icon-lg" />} pathname={pathname} />
        <Tab
          href="/incidents"
          label="Incidents"
          icon={<List className="icon icon-lg" />}
          pathname={pathname}
        />
        {mayDeclare && <DeclareTab />}
        <Tab
          href="/reports"
          label="Reports"
          icon={<Newspaper className="icon icon-lg" />}
          pathname={pathname}
        />
        <Tab
          href="/settings"
          label="Settings"
          icon={<Settings className="icon icon-lg" />}
          pathname={pathname}
        />
      </div>
    </nav>
  )
}

function Tab({
  href,
  label,
  icon,
  pathname,
}: {
  href: Route
  label: string
  icon: ReactNode
  pathname: string
}) {
  const current = isCurrent(href, pathname)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? 'page' : undefined}
      className={`flex flex-col items-center justify-center gap-1.5 ${current ? 'text-ink font-semibold' : 'text-ink-3'}`}
    >
      {icon}
      {label}
    </Link>
  )
}

function DeclareTab() {
  return (
    <Link
      href={declareHref}
      prefetch={false}
      className="text-accent-ink flex flex-col items-center justify-center gap-1 font-semibold"
    >
      <span className="bg-accent text-accent-on flex h-7 w-10 items-center justify-center rounded-sm">
        <Plus className="icon icon-lg" />
      </span>
      Declare
    </Link>
  )
}
