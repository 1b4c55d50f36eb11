'use client'

import { History } from 'lucide-react'
import { useState } from 'react'
import { TextDifference } from '#components/document/text-difference.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

type LogMovedProps = {
  /** What the log said when the text was written, and what it says now. */
  before: string
  after: string
  onKeep: () => void
  onTake: () => void
}

/** The log has changed under a text that somebody wrote: what changed, and the choice. Nothing is overwritten. */
export function LogMoved({ before, after, onKeep, onTake }: LogMovedProps) {
  const [isShown, setShown] = useState(false)
  return (
    <div className="no-print">
      <Notice icon={<History className="icon" />} title="The log has changed since this was written.">
        <details className="mt-1" onToggle={(event) => setShown(event.currentTarget.open)}>
          <summary className="text-accent-ink min-h-6 cursor-pointer underline underline-offset-2">
            What changed in the log’s own text
          </summary>
          <div className="text-ink mt-2">
            {isShown && <TextDifference before={before} after={after} label="What changed in the log" />}
          </div>
        </details>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={onKeep}>
            Keep this text
          </Button>
          <Button size="small" onClick={onTake}>
            Take what the log says
          </Button>
        </div>
      </Notice>
    </div>
  )
}
