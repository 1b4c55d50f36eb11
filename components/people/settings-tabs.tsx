'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { AccountRole } from '#lib/incident/policy.ts'

const settingsTabs = [
  { href: '/settings/profile', label: 'Profile', adminOnly: false },
  { href: '/settings/people', label: 'People', adminOnly: true },
  { href: '/settings/stakeholders', label: 'Stakeholders', adminOnly: false },
  { href: '/settings/links', label: 'Stakeholder links', adminOnly: true },
  { href: '/settings/deliveries', label: 'Deliveries', adminOnly: false },
  { href: '/settings/webhooks', label: 'Webhooks', adminOnly: true },
  { href: '/settings/sessions', label: 'Sessions', adminOnly: false },
  { href: '/settings/tokens', label: 'API tokens', adminOnly: false },
  { href: '/settings/audit', label: 'Audit log', adminOnly: true },
] as const

/** The parts of the settings that somebody with this role may open. */
export function settingsTabsFor(role: AccountRole) {
  const hidden = role === 'observer' ? '/settings/deliveries' : null
  return settingsTabs.filter(({ href, adminOnly }) => (role === 'admin' || !adminOnly) && href !== hidden)
}

export function SettingsTabs({ role }: { role: AccountRole }) {
  const pathname = usePathname()
  const nav = useRef<HTMLElement>(null)
  // On a narrow phone the row is wider than the screen: the tab that is open is never the hidden one.
  useEffect(() => {
    const selector = `a[href="/${pathname.split('/').slice(1, 3).join('/')}"]`
    nav.current?.querySelector(selector)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname])
  return (
    <nav ref={nav} className="mb-7 flex gap-4 overflow-x-auto border-b sm:gap-6" aria-label="Settings">
      {settingsTabsFor(role).map(({ href, label }) => (
        <Link key={href} href={href} className="tab" aria-current={current(pathname, href)}>
          {label}
        </Link>
      ))}
    </nav>
  )
}

/** `page` on the page itself, `true` on those below it. */
function current(pathname: string, href: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page'
  return pathname.startsWith(`${href}/`) ? 'true' : undefined
}
