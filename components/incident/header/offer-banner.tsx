'use client'

import { ArrowRightLeft } from 'lucide-react'
import { NoteLine } from '#components/incident/header/note-line.tsx'
import { useRoom } from '#components/incident/room.ts'
import type { LiveIncident } from '#components/live/use-live-incident.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { commander, type Offer, type PersonRef } from '#lib/incident/incident.ts'
import { formatRunningClock } from '#lib/time/duration.ts'

/** Command on its way from one person to another: the receiver cannot miss it, everybody else can see it. */
export function OfferBanner() {
  const { live, me, now } = useRoom()
  const { offer } = live.incident
  const isLapsed = useTicking((at) => String(!offer || at >= Date.parse(offer.expiresAt)), now) === 'true'
  if (!offer || isLapsed) {
    const lapsed = offer ? { ...offer, at: offer.expiresAt } : lapsedOffer(live)
    return lapsed && <Lapsed {...lapsed} />
  }
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
    <NoteLine>
      <ArrowRightLeft className="icon text-ink-3" />
      <span>
        <b className="font-semibold">{offer.from.name}</b> offered command to{' '}
        <b className="font-semibold">{offer.to.name}</b> and keeps it until {offer.to.name} accepts.
      </span>
      <span className="text-13 text-ink-3" aria-live="off">
        Lapses in <Countdown until={offer.expiresAt} />
      </span>
    </NoteLine>
  )
}

type LapsedOffer = { from: PersonRef; to: PersonRef; at: string }

/** The offer whose lapse is in the log already, while who made it still holds command. */
function lapsedOffer({ incident, entries }: LiveIncident): LapsedOffer | null {
  // It is shown for a quarter of an hour: further back there is none.
  const last = entries.slice(-100).findLast(({ type }) => type === 'command_offer_lapsed')
  if (last?.type !== 'command_offer_lapsed') return null
  const { from, to } = last.payload
  return commander(incident)?.id === from.id ? { from, to, at: last.occurredAt } : null
}

/** For a quarter of an hour and for the two whom it concerns: after that the log tells it. */
function Lapsed({ from, to, at }: LapsedOffer) {
  const { me, open, now } = useRoom()
  const isRecent = useTicking((time) => String(time < Date.parse(at) + 15 * 60_000), now) === 'true'
  const isMine = from.id === me.id
  if (!isRecent || (!isMine && to.id !== me.id)) return null
  return (
    <NoteLine>
      {isMine ? <Attention>Offer lapsed</Attention> : <b className="font-semibold">Offer lapsed</b>}
      <span>
        {isMine ? to.name : 'You'} did not answer within 5 minutes. {isMine ? 'You are' : `${from.name} is`}{' '}
        still Incident Commander.
      </span>
      {isMine && (
        <Button size="small" onClick={() => open({ dialog: 'offer' })}>
          Offer command again…
        </Button>
      )}
    </NoteLine>
  )
}

/** "04:12" to go. */
function Countdown({ until }: { until: string }) {
  const { now } = useRoom()
  const text = useTicking((at) => formatRunningClock((Date.parse(until) - at) / 1000).slice(3), now)
  return <span className="mono">{text}</span>
}
