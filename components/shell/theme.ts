export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export const themeCookie = 'theme'

/** What `<html data-theme>` is for a cookie's value: nothing when the system decides. */
export function themeAttribute(cookie: string | undefined): 'light' | 'dark' | undefined {
  return cookie === 'light' || cookie === 'dark' ? cookie : undefined
}
