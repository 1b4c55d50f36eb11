'use client'

import '#components/incident/live-page.css'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Announcer } from '#components/incident/announcer.tsx'
import { Composer } from '#components/incident/composer/composer.tsx'
import { FactsRail } from '#components/incident/facts/facts-rail.tsx'
import { IncidentHeader } from '#components/incident/header/incident-header.tsx'
import { OfferBanner } from '#components/incident/header/offer-banner.tsx'
import { LogPanel } from '#components/incident/log/log-panel.tsx'
import { OfflineNotice, OutdatedNotice } from '#components/incident/offline-notice.tsx'
import { PeopleRail } from '#components/incident/people/people-rail.tsx'
import { ReadOnly } from '#components/incident/read-only.tsx'
import { RefusedNotices } from '#components/incident/refused-notices.tsx'
import { type DialogRequest, type Room, RoomProvider } from '#components/incident/room.ts'
import { requestOf, tabTitle } from '#components/incident/room-words.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { loadRules } from '#components/live/rules.ts'
import type { Snapshot } from '#components/live/snapshot.ts'
import { useLiveIncident } from '#components/live/use-live-incident.ts'
import { usePaletteActions } from '#components/palette/actions.ts'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { SessionEnded } from '#components/shell/session-ended.tsx'
import { setTabSeverity } from '#components/shell/tab-icon.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { TabList } from '#components/ui/tabs.tsx'
import type { KnownPerson } from '#lib/incident/commands/command.ts'
import { commander, isLive } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'

const loadDialogs = () => import('#components/incident/dialogs/dialogs.tsx')
const Dialogs = lazy(loadDialogs)

type LiveIncidentProps = {
  /** The state and the newest part of the log, as the server knew them at `now`. */
  snapshot: Snapshot
  me: Actor
  people: readonly KnownPerson[]
  zone: string
  /** Milliseconds. */
  now: number
}

type Tab = 'log' | 'facts' | 'people'

/** The live incident page: header, facts, log, people, composer. What it shows is what the stream says. */
export function LiveIncident({ snapshot, me, people, zone, now }: LiveIncidentProps) {
  const live = useLiveIncident(snapshot, me, people)
  const { incident } = live
  const [request, setRequest] = useState<DialogRequest | null>(null)
  const [tab, setTab] = useState<Tab>('log')
  const [isEndSeen, setEndSeen] = useState(false)
  const putBack = useRef<((command: CommandBody) => boolean) | null>(null)

  const room: Room = useMemo(
    () => ({
      live,
      me,
      people,
      zone,
      now,
      open: setRequest,
      edit: (given) => {
        if (putBack.current?.(given)) return
        setRequest(requestOf(given))
      },
    }),
    [live, me, people, zone, now],
  )

  useRefusedWords(room, putBack)
  useEffect(() => {
    document.title = tabTitle(incident)
    setTabSeverity(isLive(incident) ? incident.severity : null, incident.kind === 'drill')
  }, [incident])
  useEffect(() => () => setTabSeverity(null), [])
  useEffect(loadDialogsAtFirstTouch, [])
  usePaletteActions(async () => (await import('#components/incident/palette-acts.ts')).paletteActs(room))
  useShortcuts([
    { keys: 'a', label: 'Acknowledge', run: () => acknowledge(room) },
    {
      keys: 's',
      label: 'Set the status',
      run: () => {
        if (isLive(incident) && permission(me, 'set_status', incident).allowed)
          setRequest({ dialog: 'status' })
      },
    },
  ])

  const tabs = [
    { id: 'log', label: 'Log' },
    { id: 'facts', label: 'Facts' },
    {
      id: 'people',
      label: 'People',
      ...(isLive(incident) && !commander(incident) ? { needs: 'nobody holds command' } : {}),
    },
  ]
  const panel = (id: Tab) => ({ id: `panel-${id}`, 'data-current': tab === id ? '' : undefined })
  return (
    <RoomProvider value={room}>
      {incident.kind === 'drill' && <DrillBanner />}
      <div className="room">
        <Announcer />
        <header className="room-head">
          <IncidentHeader />
          <OfferBanner />
          <div className="room-tabs px-4 lg:px-6">
            {/* The tabs are ids of the three panels below. */}
            <TabList
              name="Parts of the incident"
              tabs={tabs}
              current={tab}
              onSelect={(id) => setTab(id as Tab)}
            />
          </div>
        </header>
        <div className="room-columns px-4 lg:px-6">
          <section {...panel('facts')} className="room-panel room-rail pt-4 pb-6 xl:pr-6" aria-label="Facts">
            <FactsRail />
          </section>
          <section {...panel('log')} className="room-panel room-log" aria-label="Log">
            <OfflineNotice />
            <OutdatedNotice />
            <LogPanel />
            <div className="room-composer">
              <RefusedNotices />
              {incident.status === 'closed' ? <ReadOnly /> : <Composer putBack={putBack} />}
            </div>
          </section>
          <section
            {...panel('people')}
            className="room-panel room-rail pt-4 pb-6 xl:pr-1 xl:pl-6"
            aria-label="People"
          >
            <PeopleRail />
          </section>
        </div>
      </div>
      {request && (
        <Suspense>
          <Dialogs request={request} onClose={() => setRequest(null)} />
        </Suspense>
      )}
      {live.isSignedOut && !isEndSeen && <SessionEnded isTextKept onDismiss={() => setEndSeen(true)} />}
    </RoomProvider>
  )
}

/**
 * Who only watches never needs the dialogs nor the rules of commands; whoever stirs gets them ahead of the press, so
 * that one opens, and an answer shows at once, without a connection too.
 */
function loadDialogsAtFirstTouch() {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const
  const stop = new AbortController()
  const load = () => {
    stop.abort()
    loadDialogs().catch(() => undefined)
    loadRules()
  }
  for (const sign of signs) addEventListener(sign, load, { once: true, passive: true, signal: stop.signal })
  return () => stop.abort()
}

/** What was logged and refused goes back to where it was written, once. */
function useRefusedWords({ live, edit }: Room, putBack: { current: unknown }) {
  const returned = useRef(new Set<string>())
  useEffect(() => {
    for (const { pending } of live.refused) {
      if (pending.input.type !== 'log' || returned.current.has(pending.key) || !putBack.current) continue
      returned.current.add(pending.key)
      edit(pending.input)
    }
  }, [live.refused, edit, putBack])
}

function acknowledge({ live, me }: Room) {
  const { incident } = live
  if (isLive(incident) && permission(me, 'acknowledge', incident).allowed) live.send({ type: 'acknowledge' })
}
