import { UserX } from 'lucide-react'
import { Attention } from '#components/ui/attention.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { commander, type Incident, isLive } from '#lib/incident/incident.ts'

type CommanderNameProps = {
  incident: Pick<Incident, 'roles' | 'severity' | 'status'>
  /** Whoever looks is called "You". */
  me?: string
  /** Inverse video where somebody must act; `false` where enough of it stands on the page already. */
  isLoud?: boolean
}

/** Who holds command, or held it last; and that nobody does, where somebody must. */
export function CommanderName({ incident, me, isLoud = true }: CommanderNameProps) {
  const holder = commander(incident) ?? (isLive(incident) ? null : lastCommander(incident))
  if (holder) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Avatar name={holder.name} />
        {/* As wide as the name, but a very long one takes a second line instead of the table's room. */}
        <span className="w-max max-w-[24ch] whitespace-normal">{holder.id === me ? 'You' : holder.name}</span>
      </span>
    )
  }
  if (!lacksCommander(incident)) return <span className="text-ink-3">No commander</span>
  if (isLoud) return <Attention icon={<UserX className="icon" />}>No commander</Attention>
  return (
    <span className="inline-flex items-center gap-1.5 font-semibold">
      <UserX className="icon icon-sm" />
      No commander
    </span>
  )
}

/** Somebody must take command of it: it is live, bad enough, and nobody has. */
export function lacksCommander(incident: CommanderNameProps['incident']): boolean {
  return isLive(incident) && incident.severity !== 'SEV3' && !commander(incident)
}

/** The refs of the first `most` that lack a Commander: only these say so in inverse video. */
export function loudest(
  incidents: readonly (CommanderNameProps['incident'] & { ref: string })[],
  most: number,
): ReadonlySet<string> {
  return new Set(
    incidents
      .filter(lacksCommander)
      .slice(0, most)
      .map(({ ref }) => ref),
  )
}

function lastCommander({ roles }: Pick<Incident, 'roles'>) {
  return roles.findLast((span) => span.role === 'commander')?.person ?? null
}
