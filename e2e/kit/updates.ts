/** For tests: an incident with somebody who publishes, links to it, and subscribers written straight into the tables. */

import { randomUUID } from 'node:crypto'
import { declaration } from '#e2e/kit/declaration.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { execute } from '#lib/log/execute.ts'
import type { Channel } from '#lib/messaging/model.ts'
import type { TestDatabase, TestPerson } from './database.ts'

const updateWords = {
  title: 'Customers cannot log in',
  headline: 'Logins work again. We are watching.',
  text: 'Customers have been able to log in since 14:25.\nWe watch it for 15 more minutes.',
  state: 'fixed_watching',
  affected: [
    { name: 'Log in, web and mobile app', state: 'recovered' },
    { name: 'Orders already placed', state: 'not_affected' },
  ],
} as const

export type Subscriber = Partial<{
  channel: Channel
  incidentId: string | null
  severities: string[]
  stakeholderId: string | null
  linkId: string | null
  name: string
  address: string
  secret: string | null
  confirmedAt: string | null
}>

export function updateKit(kit: TestDatabase, admin: TestPerson) {
  let count = 0
  return {
    /** Declares one; its ref and id. */
    declare: async (more: Record<string, unknown> = {}) => {
      const { incident } = await execute(admin, null, { ...declaration, ...more })
      return { ref: incident.ref, id: incident.id }
    },
    /** Publishes; the number of its entry. */
    publish: async (ref: string, more: Record<string, unknown> = {}): Promise<number> => {
      const nextUpdateAt = new Date(Date.now() + 3_600_000).toISOString()
      const { entries } = await execute(admin, ref, {
        type: 'publish_update',
        ...updateWords,
        nextUpdateAt,
        ...more,
      })
      // Before a late one stands that it is late.
      return entries.at(-1)?.seq ?? 0
    },
    /** A stakeholder's link, of one incident or (null) of everything current; its token and id. */
    link: async (incidentId: string | null, more: { expiresAt?: string; revokedAt?: string } = {}) => {
      const token = newToken()
      const id = randomUUID()
      await kit.sql(
        `insert into share_links (id, token_hash, incident_id, label, created_at, created_by_id, created_by_name,
          expires_at, revoked_at) values ($1, $2, $3, 'Board', now() - interval '1 day', $4, $5, $6, $7)`,
        [
          ...[id, hashToken(token), incidentId, admin.id, admin.name],
          ...[more.expiresAt ?? null, more.revokedAt ?? null],
        ],
      )
      return { id, token }
    },
    /** A subscriber who has confirmed a minute ago, unless it says otherwise; its id. */
    subscribe: async (more: Subscriber = {}) => {
      const id = randomUUID()
      const address = more.address ?? `reader${++count}@example.org`
      const {
        incidentId = null,
        channel = 'email',
        linkId = null,
        stakeholderId = null,
        secret = null,
      } = more
      const confirmedAt =
        more.confirmedAt === undefined ? new Date(Date.now() - 60_000).toISOString() : more.confirmedAt
      await kit.sql(
        `insert into subscribers (id, channel, incident_id, severities, stakeholder_id, link_id, name, address, secret,
          created_at, confirmed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() - interval '2 minutes', $10)`,
        [
          ...[id, channel, incidentId, more.severities ?? (incidentId ? [] : ['SEV1', 'SEV2', 'SEV3'])],
          ...[stakeholderId, linkId, more.name ?? address, address, secret, confirmedAt],
        ],
      )
      return id
    },
  }
}
