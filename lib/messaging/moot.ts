/** Whether a message that waits is still wanted when its turn comes. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import {
  hasEnded,
  isAskedFor,
  isLinkOver,
  isRemoved,
  joinedSubscribers,
  toldSeverities,
} from '#lib/subscriber/told/queries.ts'
import type { Row } from './deliver.ts'
import { messageSource } from './source.ts'

type Waiting = Pick<Row, 'kind' | 'recipientId' | 'incidentId' | 'seq' | 'source'>
type Standing = Record<'hasEnded' | 'isLinkOver' | 'isRemoved' | 'isAskedFor' | 'isRedacted', boolean>

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

/**
 * They left, their link holds no more, the directory no longer has them or has them for other severities, the words were
 * taken out of the log.
 */
async function whyUpdateIsMoot(row: Waiting): Promise<string | null> {
  const [incidentId, upTo] = [sql`${row.incidentId}::uuid`, sql`${row.seq}::integer`]
  const severities = toldSeverities({ incidentId, upTo })
  const { rows } = await database().execute<Standing>(sql`
    select ${hasEnded} as "hasEnded", ${isRemoved} as "isRemoved", ${isLinkOver(sql`clock_timestamp()`)} as "isLinkOver",
      ${isAskedFor({ incidentId, kind: sql`i.kind`, severities })} as "isAskedFor",
      exists (select from entries where incident_id = ${incidentId} and seq = ${upTo}
        and redacted_at is not null) as "isRedacted"
    from ${joinedSubscribers} join incidents i on i.id = ${incidentId} where s.id = ${row.recipientId}::uuid`)
  const [found] = rows
  if (!found || found.hasEnded || found.isRemoved) return 'The subscription ended before this left.'
  if (found.isLinkOver) return 'The link that they came by holds no more.'
  if (!found.isAskedFor) return 'They get updates of other severities since.'
  return found.isRedacted ? 'The update was redacted before this left.' : null
}
