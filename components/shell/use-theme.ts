'use client'

import { useSyncExternalStore } from 'react'
import { type Theme, themeCookie } from '#components/shell/theme.ts'

const YEAR = 31_536_000

/** The theme of this page as chosen, and how to choose another one: kept in a cookie, so that nothing flashes. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribeTheme, currentTheme, (): Theme => 'system'), chooseTheme]
}

/** What this page is shown in; `system` when nobody chose. */
export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Shows the page in this theme and keeps it in the cookie. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not yet in every browser, and this value is no secret
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${YEAR}; samesite=lax`
}

/** Calls when another theme is chosen, wherever on the page; gives how to stop. */
export function subscribeTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
