'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { isDocumentPage, isLivePage } from '#components/shell/navigation.ts'

/**
 * On every page: what this person wrote without a connection is sent as soon as there is one, also when nobody has
 * opened its incident again. The live page does it by itself; elsewhere it waits until the page has nothing to do.
 */
export function Deliver({ personId }: { personId: string }) {
  const pathname = usePathname()
  const isLive = isLivePage(pathname)
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
  const isDocument = isDocumentPage(pathname)
  useEffect(() => {
    // On its own page a text is sent by the field that it stands in.
    if (isDocument) return
    const send = () => {
      if (!holdsTexts(personId)) return
      import('#components/document/deliver-kept.ts').then(
        ({ deliverKept }) => deliverKept(personId),
        () => undefined,
      )
    }
    const timer = setTimeout(send, 1_000)
    addEventListener('online', send)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', send)
    }
  }, [isDocument, personId])
  return null
}

/** Whether a text of a document waits here (components/document/kept-text.ts); that is asked on every page. */
function holdsTexts(personId: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`sitrep:section:${personId}:`))
  } catch {
    return false
  }
}
