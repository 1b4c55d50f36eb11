'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Beyond this a topic would push the log off the screen. */
const longTopic = 100

/** The headline. A long one is smaller and folded to two lines until somebody wants all of it. */
export function Topic() {
  const { live, me, open } = useRoom()
  const { topic } = live.incident
  const [isOpen, setOpen] = useState(false)
  const isLong = topic.length > longTopic
  const look = isLong ? `text-17 md:text-20 ${isOpen ? '' : 'line-clamp-2'}` : 'text-20 md:text-30'
  return (
    <div className="mt-1 md:mt-1.5">
      <div className="flex items-start gap-1.5">
        <h1 className={`headline min-w-0 wrap-anywhere ${look}`}>{topic}</h1>
        {!isReadOnly(live.incident) && permission(me, 'set_topic', live.incident).allowed && (
          <span className="mt-1 md:mt-2">
            <SmallAction label="Change the topic" onPress={() => open({ dialog: 'topic' })}>
              <Pencil className="icon size-3" />
            </SmallAction>
          </span>
        )}
      </div>
      {isLong && (
        <button
          type="button"
          className="link text-13 min-h-6"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Shorten the topic' : 'Whole topic'}
        </button>
      )}
    </div>
  )
}
