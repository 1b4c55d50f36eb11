'use client'

import { startTransition, useEffect, useRef } from 'react'
import type { Theme } from '#components/shell/theme.ts'
import { chooseTheme, currentTheme, subscribeTheme } from '#components/shell/use-theme.ts'
import { type FormAction, idle } from '#lib/http/model.ts'

/**
 * Keeps a person's theme the same on every device: what was stored is applied here, what is chosen here is stored.
 * Shows nothing.
 */
export function ThemeKeeper({ stored, save }: { stored: Theme | null; save: FormAction }) {
  const applied = useRef<Theme | null>(null)
  const known = useRef<Theme | null>(null)
  useEffect(() => {
    // Only news: what was chosen here a moment ago is not undone by a page that was rendered before.
    if (stored && stored !== applied.current) chooseTheme(stored)
    applied.current = stored
    known.current = currentTheme()
    return subscribeTheme(() => {
      const theme = currentTheme()
      if (theme === known.current) return
      known.current = theme
      startTransition(() => keep(theme, save))
    })
  }, [stored, save])
  return null
}

async function keep(theme: Theme, save: FormAction): Promise<void> {
  const form = new FormData()
  form.set('theme', theme)
  // Without network it stays this device's.
  await save(idle, form).catch(() => undefined)
}
