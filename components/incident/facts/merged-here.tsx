'use client'

import Link from 'next/link'
import { useRoom } from '#components/incident/room.ts'

/** The incidents that turned out to be this one. */
export function MergedHere() {
  const { merged } = useRoom().live.incident
  if (merged.length === 0) return null
  return (
    <section className="mt-6" aria-labelledby="h-merged">
      <h2 id="h-merged" className="sec rule-sec">
        Merged into this <span className="n">{merged.length}</span>
      </h2>
      <ul className="mt-2 space-y-1.5">
        {merged.map(({ id, ref, topic }) => (
          <li key={id} className="leading-snug wrap-anywhere">
            <Link className="link mono text-13" href={`/incidents/${ref}?log=own`} prefetch={false}>
              {ref}
            </Link>{' '}
            {topic}
          </li>
        ))}
      </ul>
    </section>
  )
}
