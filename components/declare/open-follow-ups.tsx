'use client'

import { useQuery } from '@tanstack/react-query'
import { askClient, whileTyping } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { usePaused } from '#components/ui/use-paused.ts'
import type { FollowUp } from '#lib/follow-up/model.ts'

const pauseMs = 300
const shortest = 6

/** While somebody types: what was to be done after an earlier incident like this one, and is not done. */
export function OpenFollowUps({ topic }: { topic: string }) {
  const typed = topic.trim()
  const asked = usePaused(typed, pauseMs)
  const query = new URLSearchParams({ topic: asked.slice(0, 300) })
  const { data } = useQuery(
    {
      ...whileTyping,
      queryKey: ['fitting', query.toString()],
      queryFn: ({ signal }) =>
        getJson<{ followUps: FollowUp[] }>(`/api/v1/follow-ups/fitting?${query}`, signal),
      enabled: asked.length >= shortest,
    },
    askClient,
  )
  const followUps = Math.min(typed.length, asked.length) >= shortest && data ? data.followUps : []
  return (
    <div>
      <p role="status" className={followUps.length > 0 ? 'text-13 text-ink-2 mt-2.5' : 'vh'}>
        {wordsOf(followUps.length)}
      </p>
      {followUps.length > 0 && (
        <ul className="mt-1.5 border-b">
          {followUps.map(({ id, ref, title, owner }) => (
            <li key={id} className="border-t py-2">
              {/* Beside this page, so that what was typed stays. */}
              <a
                className="link font-medium wrap-anywhere"
                href={`/follow-ups?incident=${ref}#follow-up-${id}`}
                target="_blank"
                rel="noopener"
              >
                {title}
              </a>
              <span className="text-12 text-ink-3 block">
                from <span className="mono">{ref}</span>, {owner ? owner.name : 'nobody’s yet'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function wordsOf(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 open follow-up may fit.' : `${count} open follow-ups may fit.`
}
