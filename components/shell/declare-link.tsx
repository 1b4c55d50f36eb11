'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { declareHref, isLivePage } from '#components/shell/navigation.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Kbd } from '#components/ui/kbd.tsx'

/** Declare, always at hand; the one primary button of a page that has no other. */
export function DeclareLink() {
  const pathname = usePathname()
  if (pathname === declareHref) return null
  // Below 1024 px the tab bar has it; the live page has no tab bar.
  const from = isLivePage(pathname) ? 'md:inline-flex' : 'lg:inline-flex'
  return (
    <Link
      href={declareHref}
      prefetch={false}
      className={classNames('btn hidden', pathname === '/' && 'btn-primary', from)}
    >
      Declare incident <Kbd plain>D</Kbd>
    </Link>
  )
}
