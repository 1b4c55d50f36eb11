'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { declareHref } from '#components/shell/navigation.ts'
import { Kbd } from '#components/ui/kbd.tsx'

/** Declare, always at hand; the one primary button of a page that has no other. */
export function DeclareLink() {
  const pathname = usePathname()
  if (pathname === declareHref) return null
  const isPrimary = pathname === '/'
  return (
    <Link
      href={declareHref}
      prefetch={false}
      className={`btn ${isPrimary ? 'btn-primary' : ''} hidden md:inline-flex`}
    >
      Declare incident <Kbd plain>D</Kbd>
    </Link>
  )
}
