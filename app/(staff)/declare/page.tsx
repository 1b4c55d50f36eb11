import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { DeclareIncident } from '#components/declare/declare-incident.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayDeclare((await getStaff()).actor) ? 'Declare an incident' : 'No access' }
}

/** The form that begins an incident; `?kind=drill` opens it for an exercise. */
export default async function DeclarePage({ searchParams }: PageProps<'/declare'>) {
  const { actor, zone } = await getStaff()
  if (!mayDeclare(actor)) forbidden()
  const { kind } = await searchParams
  return (
    <div className="page">
      <PageHead
        title="Declare an incident"
        aside={<span className="text-13 text-ink-3">Unsure? Declare. Severity can be lowered later.</span>}
      />
      <DeclareIncident
        person={{ id: actor.id, name: actor.name }}
        zone={zone}
        now={Date.now()}
        isDrill={kind === 'drill'}
      />
    </div>
  )
}

function mayDeclare(actor: Actor): boolean {
  return permission(actor, 'declare_incident', null).allowed
}
