/** What a webhook says: what the stakeholders' page says, and nothing else. Pure. */
import type { Published } from '#lib/messaging/published.ts'

/** `key`: what the receiver tells incidents apart by. */
export function updatePayload(update: Published, key: string) {
  const { title, isDrill, reportedAt, beganAt } = update
  const { number, at, state, headline, text, affected, nextUpdateAt, corrects } = update
  return {
    type: 'update.published',
    timestamp: at,
    data: {
      incident: { key, title, isDrill, reportedAt, beganAt },
      update: { number, at, state, headline, text, affected, nextUpdateAt, corrects },
    },
  }
}

export type UpdatePayload = ReturnType<typeof updatePayload>
