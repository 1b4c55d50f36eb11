'use client'

import '#components/incident/live-page.css'
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Announcer } from '#components/incident/announcer.tsx'
import { Composer } from '#components/incident/composer/composer.tsx'
import { FactsRail } from '#components/incident/facts/facts-rail.tsx'
import { IncidentHeader } from '#components/incident/header/incident-header.tsx'
import { Notes } from '#components/incident/header/notes.tsx'
import { LogPanel } from '#components/incident/log/log-panel.tsx'
import { OfflineNotice, OutdatedNotice } from '#components/incident/offline-notice.tsx'
import { Overlays } from '#components/incident/overlays.tsx'
import { PeopleRail } from '#components/incident/people/people-rail.tsx'
import { ReadOnly } from '#components/incident/read-only.tsx'
import { type RoomPerson, RoomProvider, useRoom } from '#components/incident/room.ts'
import { tabTitle } from '#components/incident/room-words.ts'
import { Undecided } from '#components/incident/undecided.tsx'
import {
  type PutBack,
  useAskedUpdate,
  useNewRoom,
  useRefusedWords,
  useRoomKeys,
} from '#components/incident/use-room.ts'
import type { Snapshot } from '#components/live/snapshot.ts'
import { useLiveIncident } from '#components/live/use-live-incident.ts'
import { setTabSeverity } from '#components/shell/tab-icon.ts'
import { TabList } from '#components/ui/tabs.tsx'
import { commander, type Incident, isLive, isReadOnly } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

type LiveIncidentProps = {
  /** The state and the newest part of the log, as the server knew them at `now`. */
  snapshot: Snapshot
  me: Actor
  people: readonly RoomPerson[]
  zone: string
  houseZone: string
  /** Milliseconds. */
  now: number
  /** Among the facts: what earlier incidents say to this one. Set by the server, so that it weighs nothing here. */
  earlier: ReactNode
}

/** The live incident page: header, facts, log, people, composer. What it shows is what the stream says. */
export function LiveIncident({ snapshot, me, people, zone, houseZone, now, earlier }: LiveIncidentProps) {
  const live = useLiveIncident(snapshot, me, people)
  const { incident } = live
  const { room, request, actedOn, putBack, close, leave } = useNewRoom({
    live,
    me,
    people,
    zone,
    houseZone,
    now,
  })
  useRefusedWords(room, putBack)
  useRoomKeys(room)
  useAskedUpdate(room)
  useTabOf(incident)
  return (
    <RoomProvider value={room}>
      <div className="room">
        <Announcer />
        <Parts incident={incident} putBack={putBack} earlier={earlier} />
      </div>
      <Overlays request={request} actedOn={actedOn} onClose={close} onLeave={leave} />
    </RoomProvider>
  )
}

const RefusedNotices = lazy(() =>
  import('#components/incident/refused-notices.tsx').then((module) => ({ default: module.RefusedNotices })),
)

type Part = 'log' | 'facts' | 'people'

type PartsProps = Pick<LiveIncidentProps, 'earlier'> & { incident: Incident; putBack: PutBack }

/** The header over three columns; where there is no room for three, over the one that was chosen. */
function Parts({ incident, putBack, earlier }: PartsProps) {
  const { refused } = useRoom().live
  const [part, setPart] = useState<Part>('log')
  const select = useOwnPlaces(part, setPart)
  useEffect(() => {
    // A link to an entry leads to the log from wherever it stands.
    const follow = () => {
      if (location.hash.startsWith('#entry-')) setPart('log')
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const panel = (id: Part) => ({ id: `panel-${id}`, 'data-current': part === id ? '' : undefined })
  return (
    <>
      <header className="room-head">
        <IncidentHeader />
        <Notes />
        <div className="room-tabs px-4 lg:px-6">
          <TabList
            name="Parts of the incident"
            tabs={tabsOf(incident)}
            current={part}
            // The tabs are ids of the three panels below.
            onSelect={(id) => select(id as Part)}
          />
        </div>
      </header>
      <div className="room-columns px-4 lg:px-6">
        <section {...panel('facts')} className="room-panel room-rail pt-4 pb-6 xl:pr-6" aria-label="Facts">
          <FactsRail>{earlier}</FactsRail>
        </section>
        <section {...panel('log')} className="room-panel room-log" aria-label="Log">
          <OfflineNotice />
          <OutdatedNotice />
          <LogPanel />
          <div className="room-composer">
            <Undecided />
            {refused.length > 0 && (
              <Suspense>
                <RefusedNotices />
              </Suspense>
            )}
            {isReadOnly(incident) ? <ReadOnly /> : <Composer putBack={putBack} />}
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
    </>
  )
}

/** Where the page scrolls as one, each part is found where it was left, at first at its top. */
function useOwnPlaces(part: Part, setPart: (part: Part) => void) {
  const tops = useRef<Partial<Record<Part, number>>>({})
  const left = useRef(part)
  useLayoutEffect(() => {
    if (left.current !== part) scrollTo(0, tops.current[part] ?? 0)
    left.current = part
  }, [part])
  return (next: Part) => {
    const rest = document.documentElement.scrollHeight - scrollY - innerHeight
    // Who was at the end of the log comes back to its end, whatever came meanwhile.
    tops.current[part] = part === 'log' && rest < 64 ? Number.MAX_SAFE_INTEGER : scrollY
    setPart(next)
  }
}

function tabsOf(incident: Incident) {
  const isVacant = isLive(incident) && !commander(incident)
  return [
    { id: 'log', label: 'Log' },
    { id: 'facts', label: 'Facts' },
    { id: 'people', label: 'People', ...(isVacant && { needs: 'nobody holds command' }) },
  ]
}

/** The browser's own tab: its title, and the severity in its icon. */
function useTabOf(incident: Incident) {
  useEffect(() => {
    document.title = tabTitle(incident)
    setTabSeverity(isLive(incident) ? incident.severity : null, incident.kind === 'drill')
  }, [incident])
  useEffect(() => () => setTabSeverity(null), [])
}
