import { AppError } from '#lib/errors.ts'
import type { Kind } from '#lib/incident/incident.ts'

/** What the incident that takes this number is called. */
export function refOf(kind: Kind, number: number): string {
  return `${kind === 'drill' ? 'DRILL' : 'INC'}-${number}`
}

/** The ref as it is stored (INC-42), or null when the text is none: any case, no padding (D7). */
export function readRef(text: string): string | null {
  return /^(INC|DRILL)-[1-9]\d{0,8}$/i.test(text) ? text.toUpperCase() : null
}

/** What an address that leads to no incident is answered with. Only what is a ref is repeated. */
export function noSuchIncident(text: string): AppError {
  const ref = readRef(text)
  const message = ref ? `There is no incident ${ref}.` : 'There is no such incident. Refs look like INC-42.'
  return new AppError('not_found', message)
}
