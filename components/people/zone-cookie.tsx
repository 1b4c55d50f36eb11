'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const year = 31_536_000

/**
 * Tells the server this browser's time zone, so that both print the same times (D23). Where it is news, what was
 * printed in another zone is printed again. Shows nothing.
 */
export function ZoneCookie() {
  const router = useRouter()
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const cookie = `tz=${zone}`
    if (!zone || document.cookie.split('; ').includes(cookie)) return
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not yet in every browser, and this value is no secret
    document.cookie = `${cookie}; path=/; max-age=${year}; samesite=lax`
    router.refresh()
  }, [router])
  return null
}
