/** Open incidents that may be what somebody is about to declare. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { type Kind, liveStatuses } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import type { OpenIncident } from '#lib/log/model.ts'
import { readText, wordsIn } from '#lib/log/words.ts'

const MOST = 5
/** Open incidents looked at, the newest first. */
const LOOKED_AT = 500
/** How much of the longer words must stand there too, or how alike the letters must be. */
const ENOUGH_WORDS = 0.5
const ENOUGH_LETTERS = 0.45
/** "cannot" and "customers" are longer, and say little alone: two words at least, where two were written. */
const LONG_WORD = 4

/**
 * Open incidents of the kind whose topic or report is like `topic`, the likest first, at most five. By words (as a
 * search reads them) and by trigrams, so that a slip of the finger or another order does not matter. ONE query.
 */
export async function findSimilar(topic: string, kind: Kind = 'real'): Promise<OpenIncident[]> {
  const text = readText(topic)
  const words = [...new Set(wordsIn(text))].filter((word) => word.length >= LONG_WORD).slice(0, 20)
  if (text.length < 3) return []
  const live = sql.join(
    liveStatuses.map((status) => sql`${status}`),
    sql`, `,
  )
  const least = Math.min(2, words.length)
  try {
    const { rows } = await database().execute<OpenIncident & { reportedAt: Date | string }>(sql`
      with open as (
        select ref, kind, topic, severity, status, reported_at, id, search from incidents
        where status in (${live}) and kind = ${kind} order by reported_at desc, id desc limit ${LOOKED_AT}),
      likened as (
        select open.*, greatest(similarity(lower(topic), lower(${text})), word_similarity(lower(${text}), lower(topic))) as letters,
          (select count(*) from unnest(${sql.param(words)}::text[]) as one (word)
            where search @@ (quote_literal(one.word) || ':*')::tsquery) as common
        from open)
      select ref, kind, topic, severity, status, reported_at as "reportedAt" from likened
      where letters >= ${ENOUGH_LETTERS}::float
        or (common >= ${least} and common >= ${words.length * ENOUGH_WORDS}::float and common > 0)
      order by letters + common::float / ${Math.max(1, words.length)} desc, reported_at desc, id limit ${MOST}`)
    return rows.map((row) => ({ ...row, reportedAt: new Date(row.reportedAt).toISOString() }))
  } catch (error) {
    throw toAppError(error)
  }
}
