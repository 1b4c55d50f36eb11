/** Who is in the incident, one row per person. Pure. */
import type { Incident, Instant, PersonRef, Role, RoleSpan } from '#lib/incident/incident.ts'
import { roles } from '#lib/incident/incident.ts'

export type Row = { person: PersonRef; held: RoleSpan[]; acknowledgedAt: Instant | null }

/**
 * `people`: who holds a role now, the gravest role first, then who only acknowledged. `vacancies`: what nobody
 * holds, without the optional scribe. `former`: spans that have ended.
 */
export function rowsOf(incident: Pick<Incident, 'roles' | 'acknowledgements'>): {
  people: Row[]
  vacancies: Role[]
  former: RoleSpan[]
} {
  const rows = new Map<string, Row>()
  const rowOf = (person: PersonRef) => {
    const row = rows.get(person.id) ?? { person, held: [], acknowledgedAt: null }
    rows.set(person.id, row)
    return row
  }
  const current = incident.roles.filter(({ until }) => until === null)
  for (const role of roles) {
    for (const span of current.filter((each) => each.role === role)) rowOf(span.person).held.push(span)
  }
  for (const { person, at } of incident.acknowledgements) rowOf(person).acknowledgedAt ??= at
  return {
    people: [...rows.values()],
    vacancies: roles.filter((role) => role !== 'scribe' && !current.some((span) => span.role === role)),
    former: incident.roles.filter(({ until }) => until !== null),
  }
}
