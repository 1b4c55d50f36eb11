'use client'

import { useState } from 'react'
import { activeShortcuts, areShortcutsOn, setShortcutsOn } from '#components/shell/use-shortcuts.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { CheckboxField } from '#components/ui/field.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

/** Every shortcut of the page at hand, and the switch that turns them off. Loaded when it is first asked for. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(areShortcutsOn)
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="space-y-2">
        {activeShortcuts().map(({ keys, label }) => (
          <div key={keys} className="flex items-center gap-3">
            <dt className="flex w-28 items-center gap-1.5">
              <Keys keys={keys} />
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div className="flex items-center gap-3">
          <dt className="w-28">
            <Kbd>Esc</Kbd>
          </dt>
          <dd>Close, keep the draft</dd>
        </div>
      </dl>
      <div className="mt-5 border-t pt-4">
        <CheckboxField
          label="Single keys act"
          hint="Turn this off if you speak to your computer, or press keys by accident."
          checked={isOn}
          onChange={(event) => {
            setOn(event.target.checked)
            setShortcutsOn(event.target.checked)
          }}
        />
      </div>
    </Dialog>
  )
}

function Keys({ keys }: { keys: string }) {
  return keys.split(' ').map((key, i) => (
    <span key={key} className="inline-flex items-center gap-1.5">
      {i > 0 && <span className="text-12 text-ink-3">then</span>}
      <Kbd>{key.toUpperCase()}</Kbd>
    </span>
  ))
}
