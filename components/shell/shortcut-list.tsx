'use client'

import type { ReactNode } from 'react'
import { ShortcutSwitch } from '#components/shell/shortcut-switch.tsx'
import { activeShortcuts } from '#components/shell/use-shortcuts.ts'
import { CommandKey } from '#components/ui/command-key.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

/** Every shortcut of the page at hand, and the switch that turns them off. Loaded when it is first asked for. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="space-y-2">
        <Row says="Search or jump to">
          <CommandKey letter="K" />
        </Row>
        {activeShortcuts().map(({ keys, label }) => (
          <Row key={keys} says={label}>
            <Keys keys={keys} />
          </Row>
        ))}
        <Row says="Send the form or the dialog">
          <CommandKey letter="↵" />
        </Row>
        <Row says="Close, keep the draft">
          <Kbd>Esc</Kbd>
        </Row>
      </dl>
      <div className="mt-5 border-t pt-4">
        <ShortcutSwitch />
      </div>
    </Dialog>
  )
}

function Row({ says, children }: { says: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-3">
      <dt className="flex w-28 items-center gap-1.5">{children}</dt>
      <dd>{says}</dd>
    </div>
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
