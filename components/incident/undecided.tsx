'use client'

import { PendingFrame } from '#components/incident/log/pending-frame.tsx'
import { useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'

/** What was given and cannot be shown in the log yet: the server alone decides it, or the rules are not loaded. */
export function Undecided() {
  const { live, zone } = useRoom()
  return live.undecided.map((pending) => (
    <div key={pending.key} className="mb-2">
      <PendingFrame pending={pending} zone={zone}>
        <p className="wrap-anywhere whitespace-pre-line">{wordsOf(pending.input)}</p>
      </PendingFrame>
    </div>
  ))
}

function wordsOf(input: CommandBody): string {
  if ('text' in input && typeof input.text === 'string') return input.text
  const words = input.type.replaceAll('_', ' ')
  return words[0]?.toUpperCase() + words.slice(1)
}
