'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { isLivePage } from '#components/shell/navigation.ts'

/**
 * On every page: what this person wrote without a connection is sent as soon as there is one, also when nobody has
 * opened its incident again. The live page does it by itself; elsewhere it waits until the page has nothing to do.
 */
export function Deliver({ personId }: { personId: string }) {
  const isLive = isLivePage(usePathname())
  useEffect(() => {
    if (isLive) return
    const begin = () => {
      import('#components/live/outbox-of.ts').then(
        ({ outboxOf }) => outboxOf(personId).begin(),
        // Without a connection; the next page tries again.
        () => undefined,
      )
    }
    const timer = setTimeout(begin, 1_000)
    return () => clearTimeout(timer)
  }, [isLive, personId])
  return null
}
