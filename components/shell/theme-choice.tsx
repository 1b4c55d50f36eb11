'use client'

import { useId } from 'react'
import { themeNames, themes } from '#components/shell/theme.ts'
import { useTheme } from '#components/shell/use-theme.ts'

/** System, light or dark. Kept in a cookie, so that the server renders it and nothing flashes. */
export function ThemeChoice({ className = 'border-t px-3.5 py-2.5' }: { className?: string }) {
  const [theme, choose] = useTheme()
  const name = useId()
  return (
    <fieldset className={className}>
      <legend className="vh">Theme</legend>
      <div className="flex gap-4">
        {themes.map((each) => (
          <label key={each} className="text-13 inline-flex min-h-6 items-center gap-1.5">
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === theme}
              onChange={() => choose(each)}
            />
            {themeNames[each]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
