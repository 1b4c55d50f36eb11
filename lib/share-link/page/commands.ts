import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'

export type Views = { linkId: string; count: number; lastAt: number }

/** Adds views to their links in one statement. Bookkeeping: who looked is kept nowhere. */
export async function addViews(views: readonly Views[]): Promise<void> {
  const rows = views.map(({ linkId, count, lastAt }) => ({ id: linkId, n: count, at: new Date(lastAt) }))
  await database().execute(sql`
    update share_links set views = views + seen.n, last_viewed_at = greatest(last_viewed_at, seen.at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seen (id uuid, n integer, at timestamptz)
    where share_links.id = seen.id`)
}
