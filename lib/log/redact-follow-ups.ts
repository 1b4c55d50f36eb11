/** What a redaction takes out of follow-ups: people copy a line of the log into them, and into what reminds of them. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { ReminderItem } from '#lib/messaging/source.ts'

/** A text without the words that were taken out. */
export type Blank = (text: string) => string

/** Blanks the follow-ups of the incident, and the reminders that name them. */
export async function redactFollowUps(tx: Transaction, incidentId: string, blank: Blank): Promise<void> {
  type Row = { id: string; title: string; outcome: string | null; url: string | null }
  const { rows } = await tx.execute<Row>(
    sql`select id, title, outcome, url from follow_ups where incident_id = ${incidentId}`,
  )
  for (const { id, ...before } of rows) {
    const title = blank(before.title)
    const outcome = before.outcome === null ? null : blank(before.outcome)
    // Half an address leads nowhere.
    const url = before.url !== null && blank(before.url) === before.url ? before.url : null
    if (title === before.title && outcome === before.outcome && url === before.url) continue
    await tx.execute(sql`update follow_ups set title = ${title}, outcome = ${outcome}, url = ${url},
      changed_at = greatest(now(), changed_at + interval '1 millisecond') where id = ${id}`)
  }
  await blankReminders(tx, incidentId, blank)
}

/** One reminder names the follow-ups of many incidents: only those of this one are blanked. */
async function blankReminders(tx: Transaction, incidentId: string, blank: Blank): Promise<void> {
  const { rows } = await tx.execute<{ id: string; ref: string; items: ReminderItem[] }>(
    sql`select d.id, i.ref, d.source -> 'items' as items from deliveries d
      join incidents i on i.id = ${incidentId}
      where d.kind = 'follow_up_reminder'
        and d.source -> 'items' @> jsonb_build_array(jsonb_build_object('ref', i.ref))`,
  )
  for (const { id, ref, items } of rows) {
    const left = items.map((item) => (item.ref === ref ? { ...item, title: blank(item.title) } : item))
    if (left.every(({ title }, index) => title === items[index]?.title)) continue
    await tx.execute(sql`update deliveries set message = null,
      source = source || jsonb_build_object('items', ${JSON.stringify(left)}::jsonb) where id = ${id}`)
  }
}
