/** What the whole log is drawn by. Pure. */
import type { CSSProperties } from 'react'
import type { ShownEntry } from '#components/live/shown.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { formatElapsed } from '#lib/time/duration.ts'

/** An entry days away from the report says so in more letters: then the whole column makes room. */
export function timeColumn(entries: readonly ShownEntry[], reportedAt: Instant | null): CSSProperties {
  let [first, last] = ['\uffff', '']
  for (const { occurredAt: at } of entries) {
    if (at < first) first = at
    if (at > last) last = at
  }
  const ends = entries.length > 0 ? [first, last] : []
  const widest = Math.max(0, ...ends.map((at) => formatElapsed(at, reportedAt ?? at).length))
  // A custom property, which the type does not know.
  return { '--log-time': `${112 + Math.max(0, widest - 5) * 8}px` } as CSSProperties
}
