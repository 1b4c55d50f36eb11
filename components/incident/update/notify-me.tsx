'use client'

import { BellRing } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { askToNotify, canAsk, isNotifying } from '#components/incident/update/notify.ts'
import { Button } from '#components/ui/button.tsx'

/** Asks the browser once, by a press, whether SitRep may speak up while its page is out of sight. */
export function NotifyMe({ className = '' }: { className?: string }) {
  // The server knows no browser: a note that it draws says nothing of this until the page is awake.
  const before = useSyncExternalStore(nothingComes, here, () => 'off')
  const [answered, setAnswered] = useState<State | null>(null)
  const state = answered ?? before
  if (state === 'off') return null
  if (state === 'on') {
    return (
      <p className={`text-13 text-ink-3 ${className}`} role="status">
        This browser notifies you before an update is due.
      </p>
    )
  }
  return (
    <Button
      size="small"
      className={className}
      onClick={() => void askToNotify().then((isOn) => setAnswered(isOn ? 'on' : 'off'))}
    >
      <BellRing className="icon" />
      Notify me in this browser
    </Button>
  )
}

type State = 'on' | 'ask' | 'off'

const here = (): State => (isNotifying() ? 'on' : canAsk() ? 'ask' : 'off')
const nothingComes = () => () => undefined
