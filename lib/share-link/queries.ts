/** Reading stakeholder links as those who manage them see them. ONE query each. */
import { desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import { publicStates, shareLinks } from '#db/schema/share-links.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { endOfLink, type ShareLink, stateOfLink } from '#lib/share-link/model.ts'
import { refuseOthers } from '#lib/share-link/policy.ts'

/** The newest, revoked and expired ones among them. */
const shown = 500

export type ShareLinkPage = { links: ShareLink[]; nextCursor: string | null }

/** The links of an incident, the newest first. Throws AppError: not_found, forbidden. */
export async function listLinksOf(actor: Actor, ref: string): Promise<ShareLink[]> {
  const known = readRef(ref)
  if (!known) throw noSuchIncident(ref)
  const rows = await asking(
    database()
      .select({ state: incidents.state, ...columns })
      .from(incidents)
      .leftJoin(shareLinks, eq(shareLinks.incidentId, incidents.id))
      .leftJoin(publicStates, eq(publicStates.incidentId, incidents.id))
      .where(eq(incidents.ref, known))
      .orderBy(desc(shareLinks.createdAt), desc(shareLinks.id))
      .limit(shown),
  )
  const incident = rows[0]?.state
  if (!incident) throw noSuchIncident(ref)
  refuseOthers(actor, incident)
  return rows.flatMap(({ link, ...about }) => (link ? [asSeen({ link, ...about })] : []))
}

/** The links to everything current, the newest first. Throws AppError forbidden. */
export async function listLinksToAll(actor: Actor): Promise<ShareLink[]> {
  refuseOthers(actor, null)
  const rows = await asking(every(isNull(shareLinks.incidentId)).limit(shown))
  return rows.map(asSeen)
}

/** Every link of every incident and of everything current, a page at a time. Throws AppError forbidden. */
export async function listEveryLink(
  actor: Actor,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
): Promise<ShareLinkPage> {
  refuseOthers(actor, null)
  const after = cursor
    ? sql`(${shareLinks.createdAt}, ${shareLinks.id}) < (select l.created_at, l.id from ${shareLinks} l where l.id = ${cursor}::uuid)`
    : undefined
  const rows = await asking(every(after).limit(limit + 1))
  const links = rows.slice(0, limit).map(asSeen)
  return { links, nextCursor: rows.length > limit ? (links.at(-1)?.id ?? null) : null }
}

const columns = {
  link: {
    id: shareLinks.id,
    incidentId: shareLinks.incidentId,
    label: shareLinks.label,
    createdAt: shareLinks.createdAt,
    createdById: shareLinks.createdById,
    createdByName: shareLinks.createdByName,
    expiresAt: shareLinks.expiresAt,
    revokedAt: shareLinks.revokedAt,
    views: shareLinks.views,
    lastViewedAt: shareLinks.lastViewedAt,
  },
  ref: incidents.ref,
  endedAt: publicStates.endedAt,
}

function every(where: SQL | undefined) {
  return database()
    .select(columns)
    .from(shareLinks)
    .leftJoin(incidents, eq(incidents.id, shareLinks.incidentId))
    .leftJoin(publicStates, eq(publicStates.incidentId, shareLinks.incidentId))
    .where(where)
    .orderBy(desc(shareLinks.createdAt), desc(shareLinks.id))
    .$dynamic()
}

type Row = {
  link: Omit<typeof shareLinks.$inferSelect, 'tokenHash'>
  ref: string | null
  endedAt: Instant | null
}

function asSeen({ link, ref, endedAt }: Row): ShareLink {
  const { id, label, createdAt, createdById, createdByName, revokedAt, views, lastViewedAt } = link
  return {
    ...{ id, ref, label, createdAt },
    createdBy: { id: createdById, name: createdByName },
    expiresAt: endOfLink(link, endedAt),
    state: stateOfLink(link, endedAt, new Date().toISOString()),
    ...{ revokedAt, views, lastViewedAt },
  }
}

async function asking<Rows>(query: PromiseLike<Rows>): Promise<Rows> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}
