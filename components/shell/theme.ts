export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export const themeCookie = 'theme'
const yearSeconds = 31_536_000

/** What `<html data-theme>` is for a cookie's value: nothing when the system decides. */
export function themeAttribute(cookie: string | undefined): 'light' | 'dark' | undefined {
  return cookie === 'light' || cookie === 'dark' ? cookie : undefined
}

/** Shows the page in this theme and keeps it in the cookie. Browsers only. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not yet in every browser, and this value is no secret
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`
}
