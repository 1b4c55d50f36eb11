'use client'

import { BellRing } from 'lucide-react'
import { NoteLine } from '#components/incident/header/note-line.tsx'
import type { Watch } from '#components/incident/header/watch.ts'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatDuration } from '#lib/time/duration.ts'

/** A silent Commander: they are asked, and the others see since when, and from when on they can be replaced. */
export function CommandWatch({ watch, at }: { watch: Watch | null; at: number }) {
  if (!watch) return null
  if (watch.kind === 'silent') return <Silent watch={watch} at={at} />
  return <Asked by={watch.by.kind === 'system' ? null : watch.by.name} />
}

/** To the Commander, who cannot miss it. Whatever they log is an answer; this is the shortest one. */
function Asked({ by }: { by: string | null }) {
  const { live, open } = useRoom()
  return (
    <section className="bg-ink text-paper" aria-labelledby="asked-title" role="alert">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3 lg:px-6">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="asked-title" className="headline text-20">
            {by ? `${by} asks whether you are there` : 'Are you there?'}
          </h2>
          <p className="text-13 mt-0.5">
            You hold command, and nothing has come from you for a while. Whatever you log answers. Without an
            answer somebody else can take command over.
          </p>
        </div>
        <div className="flex flex-none flex-wrap gap-2">
          <Button
            className="min-h-11 font-semibold"
            onClick={() => live.send({ type: 'log', kind: 'note', text: 'I am here. I have command.' })}
          >
            I have command
          </Button>
          <button
            type="button"
            className="border-paper min-h-11 rounded-sm border px-3.5 font-medium"
            onClick={() => open({ dialog: 'offer' })}
          >
            Hand it over…
          </button>
        </div>
      </div>
    </section>
  )
}

function Silent({ watch, at }: { watch: Extract<Watch, { kind: 'silent' }>; at: number }) {
  const { live, open, zone, now } = useRoom()
  const { holder, since, askedAt, possibleFrom } = watch
  const isPossible = possibleFrom !== null && at >= possibleFrom
  const moment = (time: number) => <Moment at={new Date(time).toISOString()} zone={zone} now={now} />
  return (
    <NoteLine>
      {askedAt !== null && isPossible && (
        <Attention icon={<BellRing className="icon" />}>No answer</Attention>
      )}
      <span>
        Nothing from <b className="font-semibold">{holder.name}</b>, Incident Commander, for{' '}
        {formatDuration(Math.floor(Math.max(0, at - since) / 60_000) * 60)}.
        {askedAt !== null && <> Asked at {moment(askedAt)}.</>}
      </span>
      {askedAt === null && (
        <Button size="small" onClick={() => live.send({ type: 'nudge_commander' })}>
          <BellRing className="icon" />
          Ask whether they are there
        </Button>
      )}
      {isPossible ? (
        <Button size="small" onClick={() => open({ dialog: 'take-over' })}>
          Take over command…
        </Button>
      ) : (
        possibleFrom !== null && (
          <span className="text-ink-2">
            Without an answer, command can be taken over from {moment(possibleFrom)}.
          </span>
        )
      )}
    </NoteLine>
  )
}
