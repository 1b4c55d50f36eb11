/** The page's title. Pure. */
import type { Incident } from '#lib/incident/incident.ts'
import { isLive } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'

/** "SEV1 INC-42 Customers cannot log in · SitRep"; once it is over, its status stands for the severity. */
export function tabTitle(incident: Pick<Incident, 'kind' | 'ref' | 'severity' | 'status' | 'topic'>): string {
  const { kind, ref, severity, status, topic } = incident
  const state = isLive(incident) ? severity : statusNames[status]
  return `${kind === 'drill' ? 'DRILL ' : ''}${state} ${ref} ${topic} · SitRep`
}
