import Link from 'next/link'
import { PaletteButton } from '#components/palette/palette-button.tsx'
import type { ActiveIncident } from '#components/shell/active-strip.tsx'
import { DeclareLink } from '#components/shell/declare-link.tsx'
import { Wordmark } from '#components/shell/mark.tsx'
import { NavigationLinks } from '#components/shell/navigation-links.tsx'
import type { ShellPerson } from '#components/shell/shell.tsx'
import { UserMenu } from '#components/shell/user-menu.tsx'
import { WallClock } from '#components/ui/ticking-text.tsx'
import { formatUtc, zoneAbbreviation } from '#lib/time/format.ts'

type TopBarProps = {
  person: ShellPerson
  now: number
  zone: string
  signOut: () => Promise<void>
  mayDeclare: boolean
  activeIncidents: readonly ActiveIncident[]
}

/** Mark, navigation, the viewer's clock, Declare and the person. */
export function TopBar({ person, now, zone, signOut, mayDeclare, activeIncidents }: TopBarProps) {
  return (
    <header className="no-print bg-paper h-(--top-bar) border-b">
      <div className="mx-auto flex h-full max-w-[1440px] items-center gap-3 px-4 lg:px-6">
        <Link href="/" prefetch={false} className="mr-3" aria-label="SitRep, home">
          <Wordmark />
        </Link>
        <NavigationLinks />
        <div className="ml-auto flex items-center gap-2.5">
          <span
            className="mono text-13 text-ink-2 mr-1 hidden md:inline"
            title={`Your time zone: ${zone}. ${formatUtc(now)} when this page was made.`}
          >
            <WallClock zone={zone} now={now} />{' '}
            <span className="text-ink-3">{zoneAbbreviation(now, zone)}</span>
          </span>
          <PaletteButton open={activeIncidents} role={person.role} signOut={signOut} />
          {mayDeclare && <DeclareLink />}
          <UserMenu person={person} signOut={signOut} />
        </div>
      </div>
    </header>
  )
}
