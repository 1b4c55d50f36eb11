'use client'

import { useEffect, useState } from 'react'
import { areShortcutsOn, setShortcutsOn } from '#components/shell/use-shortcuts.ts'
import { CheckboxField } from '#components/ui/field.tsx'

/** Whether single keys act, on this device (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const [isOn, setOn] = useState(true)
  // Only the browser knows; the server shows what holds for most.
  useEffect(() => setOn(areShortcutsOn()), [])
  return (
    <CheckboxField
      label="Single keys act"
      hint="Turn this off if you speak to your computer, or press keys by accident. It is kept on this device."
      checked={isOn}
      onChange={(event) => {
        setOn(event.target.checked)
        setShortcutsOn(event.target.checked)
      }}
    />
  )
}
