'use client'

import { useEffect } from 'react'

const year = 31_536_000

/** Tells the server this browser's time zone, so that both print the same times (D23). Shows nothing. */
export function ZoneCookie() {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not yet in every browser, and this value is no secret
    if (zone) document.cookie = `tz=${zone}; path=/; max-age=${year}; samesite=lax`
  }, [])
  return null
}
