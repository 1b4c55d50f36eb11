import { type SQL, sql } from 'drizzle-orm'
import { incidents } from '#db/schema/incidents.ts'
import { AppError } from '#lib/errors.ts'
import type { Incident } from '#lib/incident/incident.ts'

/** Where a page of the list ended. Opaque to whoever carries it. */
export function cursorAfter({ milestones, id }: Pick<Incident, 'milestones' | 'id'>): string {
  return Buffer.from(`${milestones.reportedAt} ${id}`).toString('base64url')
}

/** Whether this is a cursor of ours; a page's address may hold anything. */
export function isCursor(text: string): boolean {
  return placeOf(text) !== null
}

/** The incidents that come after the cursor in a list that is newest first. Throws AppError invalid. */
export function isAfter(cursor: string): SQL {
  const place = placeOf(cursor)
  if (!place) {
    const message = 'Give the nextCursor of the page before, unchanged.'
    throw new AppError('invalid', `The cursor cannot be read. ${message}`, { fields: { cursor: message } })
  }
  return sql`(${incidents.reportedAt}, ${incidents.id}) < (${place.at}::timestamptz, ${place.id}::uuid)`
}

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function placeOf(cursor: string): { at: string; id: string } | null {
  const [, at, id] = shape.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  return at && id && isInstant(at) ? { at, id } : null
}

/** Postgres knows no 30th of February; Date turns it into March. */
function isInstant(text: string): boolean {
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString() === text
}
