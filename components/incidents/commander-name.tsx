import { UserX } from 'lucide-react'
import { Attention } from '#components/ui/attention.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { commander, type Incident, isLive } from '#lib/incident/incident.ts'

type CommanderNameProps = {
  incident: Pick<Incident, 'roles' | 'severity' | 'status'>
  /** Whoever looks is called "You". */
  me?: string
}

/** Who holds command, or held it last; and that nobody does, where somebody must. */
export function CommanderName({ incident, me }: CommanderNameProps) {
  const holder = commander(incident) ?? (isLive(incident) ? null : lastCommander(incident))
  if (holder) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Avatar name={holder.name} />
        {holder.id === me ? 'You' : holder.name}
      </span>
    )
  }
  const isDemanded = isLive(incident) && incident.severity !== 'SEV3'
  if (isDemanded) return <Attention icon={<UserX className="icon" />}>No commander</Attention>
  return <span className="text-ink-3">No commander</span>
}

function lastCommander({ roles }: Pick<Incident, 'roles'>) {
  return roles.findLast((span) => span.role === 'commander')?.person ?? null
}
