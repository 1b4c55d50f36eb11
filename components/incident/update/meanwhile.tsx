'use client'

import { useRoom } from '#components/incident/room.ts'
import type { Update } from '#components/incident/update/use-update.ts'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time.tsx'
import { updateStateNames } from '#lib/incident/public-updates.ts'

/** Somebody else’s update went out while this one was written: both are here, and nothing is lost. */
export function Meanwhile({ update }: { update: Update }) {
  const { live, zone } = useRoom()
  const { last } = live.confirmed.updates
  if (!last) return null
  return (
    <section
      className="border-line mb-4 rounded-sm border px-3.5 py-3"
      role="alert"
      aria-labelledby="u-meanwhile"
    >
      <h3 id="u-meanwhile" className="font-semibold">
        {last.by.name} published update {last.number} at <Time at={last.at} zone={zone} /> while you were
        writing
      </h3>
      <div className="border-accent mt-1.5 border-l-2 pl-3 wrap-anywhere">
        <p className="serif text-17 font-semibold">{last.headline}</p>
        <p className="serif text-17 whitespace-pre-wrap">{last.text}</p>
        <p className="text-13 text-ink-2">{updateStateNames[last.state]}</p>
      </div>
      <p className="text-13 text-ink-2 mt-1.5">Yours stands below as you wrote it, and has not gone out.</p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => update.set({ basedOn: live.confirmed.seq })}>
          Go on with mine as update {last.number + 1}
        </Button>
        <Button size="small" variant="quiet" onClick={update.discard}>
          Discard mine
        </Button>
      </div>
    </section>
  )
}
