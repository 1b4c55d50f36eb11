import type { Route } from 'next'
import type { ListQuery } from '#lib/log/input.ts'

/** The address of the list with this filter; what is not set is left out. */
export function listAddress({ q, severity, status, kind, cursor }: ListQuery): Route {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ q, severity, status, kind, cursor })) {
    if (value && value !== 'all') params.set(name, value)
  }
  const query = params.toString()
  // Only the query varies; the path is the list's own.
  return (query ? `/incidents?${query}` : '/incidents') as Route
}
