'use client'

import { WifiOff } from 'lucide-react'
import type { WritingState } from '#components/document/writing.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time.tsx'

type SaveLineProps = { state: WritingState; zone: string; onUndo: () => void; onRetry: () => void }

/** What becomes of the text, in words. */
export function SaveLine({ state, zone, onUndo, onRetry }: SaveLineProps) {
  const { step, undo } = state
  return (
    <span className="text-13 text-ink-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <span role="status">
        <Words state={state} zone={zone} />
      </span>
      {step === 'signed out' && (
        <>
          <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
            Sign in in a new tab
          </a>
          <Button size="small" onClick={onRetry}>
            Save again
          </Button>
        </>
      )}
      {undo && (
        <Button size="small" onClick={onUndo}>
          Undo
        </Button>
      )}
    </span>
  )
}

function Words({ state, zone }: { state: WritingState; zone: string }) {
  const { step, server, text, theirs, why, isKept } = state
  const kept = isKept ? 'Kept on this device' : 'This device keeps nothing, so leave this page open'
  switch (step) {
    case 'typed':
      return isKept ? 'Kept on this device, not saved yet' : 'Not saved yet'
    case 'saving':
      return 'Saving'
    case 'unreachable':
      return (
        <>
          <Attention icon={<WifiOff className="icon" />}>Not saved: offline</Attention> {kept}, and sent when
          the connection is back.
        </>
      )
    case 'signed out':
      return `Not saved: your session ended. ${kept}.`
    case 'refused':
      return <span className="text-sev1-ink font-medium">{`Not saved. ${why} ${kept}.`}</span>
    case 'conflict':
      return `Not saved: ${theirs?.editedBy} saved this section meanwhile. ${kept}.`
    default:
      if (!server) return 'As the log has it'
      return (
        <>
          Saved <Time at={server.editedAt} zone={zone} />
          {text === null && ', as the log has it'}
        </>
      )
  }
}
