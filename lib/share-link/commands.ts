import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import { organisation } from '#db/schema/organisation.ts'
import { shareLinks } from '#db/schema/share-links.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { stateWords } from '#lib/incident/commands/guards.ts'
import { endOf, type Incident, type Instant, isReadOnly } from '#lib/incident/incident.ts'
import { action } from '#lib/log/action.ts'
import { noSuchIncident } from '#lib/log/ref.ts'
import { linkRevocation, newLink } from '#lib/share-link/input.ts'
import { holds, linkLimits, linkPath, mostLinks } from '#lib/share-link/model.ts'
import { refuseOthers } from '#lib/share-link/policy.ts'

/** Stakeholder links (RELIABILITY T6). What serves them is told at once of each that comes or goes. */
export const shareLinkActions = {
  /** The answer holds the address, this once: only the token's hash is kept. */
  create_share_link: action({
    input: newLink,
    write: async (tx, { actor, input: { ref, label, expiresAt } }) => {
      const incident = ref === null ? null : await lockIncident(tx, ref)
      refuseOthers(actor, incident)
      const now = await lockCount(tx, incident)
      if (incident && isReadOnly(incident)) {
        throw new AppError('conflict', `${stateWords(incident)}. Nobody new is let in, and no link is made.`)
      }
      refuseEnd(incident, expiresAt, now)
      await refuseMany(tx, incident)
      const [id, token] = [uuidv7(), newToken()]
      await tx.insert(shareLinks).values({
        ...{ id, tokenHash: hashToken(token), incidentId: incident?.id ?? null, label },
        ...{ createdAt: now, createdById: actor.id, createdByName: actor.name, expiresAt },
      })
      await tell(tx, id)
      const url = `${env().publicUrl}${linkPath(token)}`
      return { result: { id, url }, audit: { target: id, details: { ref, label, expiresAt } } }
    },
  }),

  /** For good, also after the close (D24); a second time changes nothing. */
  revoke_share_link: action({
    input: linkRevocation,
    write: async (tx, { actor, input: { id, ref } }) => {
      // Whoever may not manage the links of an incident does not learn which there are.
      const named = ref === undefined ? undefined : ref === null ? null : await findIncident(tx, ref)
      if (named !== undefined) refuseOthers(actor, named)
      const [row] = await tx
        .select({ link: shareLinks, incident: incidents.state })
        .from(shareLinks)
        .leftJoin(incidents, eq(incidents.id, shareLinks.incidentId))
        .where(eq(shareLinks.id, id))
        .for('update', { of: shareLinks })
      const isOther = named !== undefined && row?.link.incidentId !== (named?.id ?? null)
      if (!row || isOther) throw new AppError('not_found', 'There is no such link.')
      const { link, incident } = row
      refuseOthers(actor, incident)
      if (link.revokedAt !== null) return { result: null, audit: null }
      await tx.update(shareLinks).set({ revokedAt: sql`now()` }).where(eq(shareLinks.id, id))
      await tell(tx, id)
      const details = { ref: incident?.ref ?? null, label: link.label }
      return { result: null, audit: { target: id, details } }
    },
  }),
}

/** An end that has passed, or is far away, or none where it would have passed. */
function refuseEnd(incident: Incident | null, expiresAt: Instant | null, now: Instant): void {
  const refuse = (message: string, field: string): never => {
    throw new AppError('invalid', message, { fields: { expiresAt: field } })
  }
  const ended = incident && endOf(incident)
  if (expiresAt === null) {
    const link = { incidentId: incident?.id ?? null, expiresAt, revokedAt: null }
    if (!holds(link, ended, now)) {
      refuse('The seven days after the resolution have passed.', 'Give a time until which the link holds.')
    }
    return
  }
  if (expiresAt <= now) refuse('A link holds until a time that is to come.', 'Give a time after now.')
  const latest = new Date(Date.parse(now) + linkLimits.days * 86_400_000).toISOString()
  if (expiresAt > latest) refuse('A link holds for a year at most.', `Give a time up to ${latest}.`)
}

/** Counted under a lock, so that two at once are not one too many. */
async function refuseMany(tx: Transaction, incident: Incident | null): Promise<void> {
  const held = await tx.$count(
    shareLinks,
    and(
      incident ? eq(shareLinks.incidentId, incident.id) : isNull(shareLinks.incidentId),
      isNull(shareLinks.revokedAt),
      or(isNull(shareLinks.expiresAt), gt(shareLinks.expiresAt, sql`now()`)),
    ),
  )
  if (held < mostLinks) return
  const whose = incident?.ref ?? 'Everything current'
  throw new AppError('conflict', `${whose} has ${held} links that hold. Revoke one that nobody needs first.`)
}

/** A log that is being written to waits for a moment. */
async function lockIncident(tx: Transaction, ref: string): Promise<Incident> {
  const [row] = await tx
    .select({ state: incidents.state })
    .from(incidents)
    .where(eq(incidents.ref, ref))
    .for('no key update')
  if (!row?.state) throw noSuchIncident(ref)
  return row.state
}

async function findIncident(tx: Transaction, ref: string): Promise<Incident> {
  const [row] = await tx.select({ state: incidents.state }).from(incidents).where(eq(incidents.ref, ref))
  if (!row?.state) throw noSuchIncident(ref)
  return row.state
}

/** The database's clock, once nobody else makes a link to the same: links to everything current wait for the one row. */
async function lockCount(tx: Transaction, incident: Incident | null): Promise<Instant> {
  if (!incident) {
    await tx.select({ id: organisation.id }).from(organisation).for('no key update')
  }
  const { rows } = await tx.execute<{ now: string | Date }>(sql`select now() as now`)
  return new Date(rows[0]?.now ?? '').toISOString()
}

async function tell(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`select pg_notify('sitrep_link', ${id})`)
}
