import type { Route } from 'next'
import type { ListQuery } from '#lib/log/input.ts'

/** The address of the list with this filter; what is not set is left out. */
export function listAddress(query: ListQuery): Route {
  const search = searchOf(query)
  // Only the query varies; the path is the list's own.
  return (search ? `/incidents?${search}` : '/incidents') as Route
}

/** Where the list with this filter leaves as a table. */
export function exportAddress({ cursor: _, ...query }: ListQuery): string {
  const search = searchOf(query)
  return search ? `/api/v1/incidents.csv?${search}` : '/api/v1/incidents.csv'
}

/** Whether the list is narrowed by anything. */
export function isFiltered(query: ListQuery): boolean {
  return searchOf({ ...query, cursor: undefined }) !== ''
}

function searchOf({
  q,
  severity,
  status,
  kind,
  person,
  role,
  label = [],
  from,
  to,
  cursor,
}: ListQuery): string {
  const params = new URLSearchParams()
  const single = { q, severity, status, kind, person, role, from, to, cursor }
  for (const [name, value] of Object.entries(single)) if (value) params.set(name, value)
  for (const each of label) params.append('label', each)
  return params.toString()
}
