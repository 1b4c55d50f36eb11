/** Whether a message that waits is still wanted when its turn comes. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { hasEnded, isLinkOver, isRemoved, joinedSubscribers } from '#lib/subscriber/told/queries.ts'
import type { Row } from './deliver.ts'
import { messageSource } from './source.ts'

type Waiting = Pick<Row, 'kind' | 'recipientId' | 'incidentId' | 'seq' | 'source'>
type Standing = { hasEnded: boolean; isLinkOver: boolean; isRemoved: boolean; isRedacted: boolean }

/** Why a message is wanted no more, null while it is. */
export async function whyMoot(row: Waiting): Promise<string | null> {
  if (row.kind === 'update_nudge') return await whyNudgeIsMoot(row)
  return row.kind === 'public_update' ? await whyUpdateIsMoot(row) : null
}

/** Somebody is reminded of a promise for as long as it is the one that stands. */
async function whyNudgeIsMoot({ incidentId, source }: Waiting): Promise<string | null> {
  const asked = messageSource.parse(source)
  const { rows } = await database().execute<{ dueAt: string | null }>(sql`
    select state #>> '{updates,promise,dueAt}' as "dueAt" from incidents where id = ${incidentId}::uuid`)
  const stands = asked.kind === 'update_nudge' && rows[0]?.dueAt === asked.dueAt
  return stands ? null : 'That update is no longer waited for.'
}

/** They left, their link holds no more, the directory no longer has them, the words were taken out of the log. */
async function whyUpdateIsMoot(row: Waiting): Promise<string | null> {
  const { rows } = await database().execute<Standing>(sql`
    select ${hasEnded} as "hasEnded", ${isRemoved} as "isRemoved", ${isLinkOver(sql`clock_timestamp()`)} as "isLinkOver",
      exists (select from entries where incident_id = ${row.incidentId} and seq = ${row.seq}
        and redacted_at is not null) as "isRedacted"
    from ${joinedSubscribers} where s.id = ${row.recipientId}::uuid`)
  const [found] = rows
  if (!found || found.hasEnded || found.isRemoved) return 'The subscription ended before this left.'
  if (found.isLinkOver) return 'The link that they came by holds no more.'
  return found.isRedacted ? 'The update was redacted before this left.' : null
}
