'use client'

import { BellRing } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { askToNotify, notifying, watchNotifying } from '#components/incident/update/notify.ts'
import { Button } from '#components/ui/button.tsx'

/** Asks the browser once, by a press, whether SitRep may speak up while its page is out of sight. */
export function NotifyMe({ className = '' }: { className?: string }) {
  // The server knows no browser: a note that it draws says nothing of this until the page is awake.
  const state = useSyncExternalStore(watchNotifying, notifying, () => 'off')
  if (state === 'off') return null
  if (state === 'ask') {
    return (
      <Button size="small" className={className} onClick={() => void askToNotify()}>
        <BellRing className="icon" />
        Notify me in this browser
      </Button>
    )
  }
  return (
    <p className={`text-13 text-ink-3 ${className}`} role="status">
      {state === 'on'
        ? 'This browser notifies you before an update is due.'
        : 'This browser cannot notify you.'}
    </p>
  )
}
