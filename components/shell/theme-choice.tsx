'use client'

import { useSyncExternalStore } from 'react'
import { chooseTheme, type Theme, themeNames, themes } from '#components/shell/theme.ts'

/** System, light or dark. Kept in a cookie, so that the server renders it and nothing flashes. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(subscribe, current, (): Theme => 'system')
  return (
    <fieldset className="border-t px-3.5 py-2.5">
      <legend className="vh">Theme</legend>
      <div className="flex gap-4">
        {themes.map((each) => (
          <label key={each} className="text-13 inline-flex min-h-6 items-center gap-1.5">
            <input
              type="radio"
              name="theme"
              value={each}
              checked={each === theme}
              onChange={() => chooseTheme(each)}
            />
            {themeNames[each]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function current(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
