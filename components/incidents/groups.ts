import type { IncidentView } from '#lib/incident/incident.ts'
import { formatDate } from '#lib/time/format.ts'

/** A run of the list under one head. `isActive` is the group of open ones. */
export type Group = { title: string; isActive: boolean; incidents: IncidentView[] }

/** Open incidents first, then the rest by the month of their report in the zone, in the order given. */
export function groupsOf(open: IncidentView[], rest: IncidentView[], zone: string): Group[] {
  const groups: Group[] = open.length > 0 ? [{ title: 'Active', isActive: true, incidents: open }] : []
  for (const incident of rest) {
    const title = monthOf(incident.milestones.reportedAt, zone)
    const last = groups.at(-1)
    if (last && !last.isActive && last.title === title) last.incidents.push(incident)
    else groups.push({ title, isActive: false, incidents: [incident] })
  }
  return groups
}

/** "May 2026" of "Thursday 14 May 2026". */
function monthOf(at: string | null, zone: string): string {
  return at === null ? 'Unknown' : formatDate(at, zone).split(' ').slice(2).join(' ')
}
