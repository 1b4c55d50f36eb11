/** What the API answers of stakeholder links, as schemas. */
import * as z from 'zod'
import type { ShareLink } from '#lib/share-link/model.ts'
import { ref, wireInstant } from './shapes.ts'

export const shareLink = z.strictObject({
  id: z.uuid(),
  ref: ref.nullable().meta({ description: 'The incident; null: everything current.' }),
  label: z.string().meta({ description: 'For whom it is.' }),
  createdAt: wireInstant,
  createdBy: z.strictObject({ id: z.string(), name: z.string() }),
  expiresAt: wireInstant.nullable().meta({ description: 'Until when it holds; null: no end is in sight.' }),
  state: z.enum(['open', 'expired', 'revoked']),
  revokedAt: wireInstant.nullable(),
  views: z.int().min(0).meta({ description: 'How often its page was opened; by whom is not known.' }),
  lastViewedAt: wireInstant
    .nullable()
    .meta({ description: 'When it was read last: as a page, or as JSON, feed, badge, stream or document.' }),
}) satisfies z.ZodType<ShareLink>

export const madeLink = z.strictObject({
  id: z.uuid(),
  url: z.string().meta({ description: 'The address, this once: only its hash is kept.' }),
})
