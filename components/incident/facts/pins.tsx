'use client'

import { PinOff } from 'lucide-react'
import { useMemo } from 'react'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { correctionsOf } from '#components/incident/log/corrections.ts'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Entries that somebody keeps in sight, in the order in which they were pinned. */
export function Pins() {
  const { live, me, zone, now } = useRoom()
  const { incident } = live
  if (incident.pins.length === 0) return null
  const isChangeable = !isReadOnly(incident) && permission(me, 'unpin_entry', incident).allowed
  return (
    <section className="mt-6" aria-labelledby="h-pins">
      <h2 id="h-pins" className="sec rule-sec">
        Pinned <span className="n">{incident.pins.length}</span>
      </h2>
      <ol className="mt-1">
        {incident.pins.map(({ seq, at, sentence }) => (
          <li key={seq} className="flex items-start gap-2 border-t py-1.5 first:border-t-0">
            <a href={`#entry-${seq}`} className="group min-w-0 flex-1">
              <span className="mono text-12 text-ink-3 block">
                <Moment at={at} zone={zone} now={now} after={incident.milestones.reportedAt} />
              </span>
              <Words seq={seq} sentence={sentence} />
            </a>
            {isChangeable && (
              <SmallAction
                label={`Unpin entry ${seq}`}
                onPress={() => live.send({ type: 'unpin_entry', seq })}
              >
                <PinOff className="icon size-3" />
              </SmallAction>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What was written in it, when that part of the log is loaded; else what it is. */
function Words({ seq, sentence }: { seq: number; sentence: string }) {
  const { entries } = useRoom().live
  const words = useMemo(() => {
    const entry = entries.find((each) => each.seq === seq && !each.pending)
    if (!entry || entry.redacted) return ''
    return wordsOf(entry, correctionsOf(entries.filter(({ corrects }) => corrects === seq)).get(seq) ?? null)
      .now
  }, [entries, seq]).replaceAll(/\*\*|`/g, '')
  return (
    <span className="line-clamp-3 wrap-anywhere group-hover:underline">
      {words ? (
        <>
          <span className="text-ink-3">{sentence}.</span> {words}
        </>
      ) : (
        sentence
      )}
    </span>
  )
}
