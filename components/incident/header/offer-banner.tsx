'use client'

import { ArrowRightLeft } from 'lucide-react'
import { useRoom } from '#components/incident/room.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import type { Offer } from '#lib/incident/incident.ts'
import { formatRunningClock } from '#lib/time/duration.ts'

/** Command on its way from one person to another: the receiver cannot miss it, everybody else can see it. */
export function OfferBanner() {
  const { live, me, now } = useRoom()
  const { offer } = live.incident
  const isLapsed = useTicking((at) => String(!offer || at >= Date.parse(offer.expiresAt)), now) === 'true'
  if (!offer) return null
  if (isLapsed) return <Lapsed offer={offer} />
  return offer.to.id === me.id ? <Question offer={offer} /> : <Waiting offer={offer} />
}

function Question({ offer }: { offer: Offer }) {
  const { live, open } = useRoom()
  return (
    <section className="bg-ink text-paper" aria-labelledby="offer-title" role="alert">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-start gap-x-6 gap-y-3 px-4 py-4 lg:px-6">
        <div className="min-w-0 flex-1 basis-80">
          <h2 id="offer-title" className="headline text-20 md:text-24">
            {offer.from.name} offers you command
          </h2>
          <p className="text-13 mt-1">
            {offer.from.name} stays Incident Commander until you accept. The offer lapses in{' '}
            <Countdown until={offer.expiresAt} />.
          </p>
          <details className="mt-2" open>
            <summary className="text-13 font-semibold">Brief</summary>
            <div
              className="mt-1 max-h-[30vh] gap-10 overflow-y-auto wrap-anywhere whitespace-pre-wrap lg:columns-2"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long brief scrolls, by keyboard too
              tabIndex={0}
            >
              {offer.brief}
            </div>
          </details>
        </div>
        <div className="flex flex-none flex-wrap gap-2">
          <Button className="min-h-11 font-semibold" onClick={() => live.send({ type: 'accept_command' })}>
            I have command
          </Button>
          <button
            type="button"
            className="border-paper min-h-11 rounded-sm border px-3.5 font-medium"
            onClick={() => open({ dialog: 'decline' })}
          >
            Decline…
          </button>
        </div>
      </div>
    </section>
  )
}

function Waiting({ offer }: { offer: Offer }) {
  return (
    <div className="border-b" role="status">
      <p className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-2 px-4 py-2 lg:px-6">
        <ArrowRightLeft className="icon text-ink-3" />
        <span>
          <b className="font-semibold">{offer.from.name}</b> offered command to{' '}
          <b className="font-semibold">{offer.to.name}</b> and keeps it until {offer.to.name} accepts.
        </span>
        <span className="text-13 text-ink-3" aria-live="off">
          Lapses in <Countdown until={offer.expiresAt} />
        </span>
      </p>
    </div>
  )
}

/** For a quarter of an hour and for the two whom it concerns: after that the log tells it. */
function Lapsed({ offer }: { offer: Offer }) {
  const { me, open, now } = useRoom()
  const isRecent = useTicking((at) => String(at < Date.parse(offer.expiresAt) + 15 * 60_000), now) === 'true'
  const isMine = offer.from.id === me.id
  if (!isRecent || (!isMine && offer.to.id !== me.id)) return null
  return (
    <div className="border-b" role="status">
      <p className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-2 px-4 py-2 lg:px-6">
        {isMine ? <Attention>Offer lapsed</Attention> : <b className="font-semibold">Offer lapsed</b>}
        <span>
          {isMine ? offer.to.name : 'You'} did not answer within 5 minutes. {offer.from.name} is still
          Incident Commander.
        </span>
        {isMine && (
          <Button size="small" onClick={() => open({ dialog: 'offer' })}>
            Offer command again…
          </Button>
        )}
      </p>
    </div>
  )
}

/** "04:12" to go. */
function Countdown({ until }: { until: string }) {
  const { now } = useRoom()
  const text = useTicking((at) => formatRunningClock((Date.parse(until) - at) / 1000).slice(3), now)
  return <span className="mono">{text}</span>
}
