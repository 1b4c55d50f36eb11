import type { ReactNode } from 'react'
import { Deliver } from '#components/live/deliver.tsx'
import { NewerBar } from '#components/live/newer-notice.tsx'
import { type ActiveIncident, ActiveStrip } from '#components/shell/active-strip.tsx'
import { GlobalShortcuts } from '#components/shell/global-shortcuts.tsx'
import { TabBar } from '#components/shell/tab-bar.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'

export type ShellPerson = {
  id: string
  name: string
  role: 'admin' | 'member' | 'observer'
  /** The address of their picture; null: initials. */
  picture: string | null
}

type ShellProps = {
  person: ShellPerson
  activeIncidents: readonly ActiveIncident[]
  /** The server's clock when it rendered, in milliseconds. */
  now: number
  /** The viewer's IANA zone. */
  zone: string
  /** Ends the session; called by a form. */
  signOut: () => Promise<void>
  children: ReactNode
}

/** What stands around every signed-in page. */
export function Shell({ person, activeIncidents, now, zone, signOut, children }: ShellProps) {
  const mayDeclare = person.role !== 'observer'
  return (
    <div className="shell flex min-h-dvh flex-col">
      <a href="#main" className="vh skip">
        Skip to content
      </a>
      <TopBar
        person={person}
        now={now}
        zone={zone}
        signOut={signOut}
        mayDeclare={mayDeclare}
        activeIncidents={activeIncidents}
      />
      <ActiveStrip incidents={activeIncidents} now={now} />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <noscript>
          <p className="page !pt-3 !pb-0 font-semibold">
            JavaScript is off in this browser. You can read every page and use Settings; to declare, to answer
            and to write to a log it must be on.
          </p>
        </noscript>
        {children}
      </main>
      <TabBar mayDeclare={mayDeclare} />
      <Deliver personId={person.id} />
      <NewerBar />
      <GlobalShortcuts now={now} mayDeclare={mayDeclare} />
    </div>
  )
}
