import { eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { incidents } from '#db/schema/incidents.ts'
import { readRef } from '#lib/log/ref.ts'
import { readText, wordsIn } from '#lib/log/words.ts'

/** Incidents whose logs are read before the index of all words is asked. */
const NEWEST = 200

type Listing = { by: SQL[]; where: SQL | undefined; limit: number }

/**
 * Narrows a page of `limit` incidents that is newest first (`by`) to those that mention what somebody typed: in what
 * they say of themselves now, or in one entry of their log. `where` is all its other conditions. Undefined: there is
 * nothing to look for.
 *
 * Postgres cannot know how common the beginning of a word is, and its index gives all hits or none. So the newest logs
 * are read first, which fill the page with a common word, or are all there are; and only when neither, the index is
 * asked, whose hits are then mostly few.
 */
export function mentioning(typed: string, { by, where = sql`true`, limit }: Listing): SQL | undefined {
  const text = readText(typed)
  if (text === '') return undefined
  const ref = asRef(text)
  if (ref) return eq(incidents.ref, ref)
  const order = sql.join(by, sql`, `)
  const isDone = sql`((select count(*) from recent) > ${limit} or (select count(*) from newest) < ${NEWEST})`
  const found = sql`${incidents.id} = any(array(
    with asked as materialized (select ${wanted(text)} as words),
    newest as materialized (
      select id, search from incidents where ${where} order by ${order} limit ${NEWEST}),
    recent as materialized (
      select newest.id from newest where newest.search @@ (select words from asked) or (
        select true from (${logOf(sql`newest.id`)}) as log where log.words @@ (select words from asked) limit 1)
      limit ${limit + 1}),
    hits as materialized (
      select incident_id as id from entries_mentioning((select words from asked), case when ${isDone} then 0 end)
      union select id from incidents where search @@ (select words from asked) and not ${isDone})
    select id from recent where ${isDone}
    union all (
      select id from incidents where id = any(array(select id from hits)) and ${where} and not ${isDone}
      order by ${order} limit ${limit + 1})))`
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null
  return number === null ? found : or(found, inArray(incidents.ref, [`INC-${number}`, `DRILL-${number}`]))
}

/**
 * The query of words for what somebody typed, the last word as a beginning. Two readings, either will do. Postgres's
 * own keeps addresses and versions whole (1.2.3), as it does in the text; ours takes every run of letters and digits
 * for a word, so that half a compound is found while it is typed.
 */
export function wanted(text: string): SQL {
  const ours = wordsIn(text)
    .map((word) => `'${word}'`)
    .join(' & ')
  const theirs = sql`plainto_tsquery('simple', ${text})`
  return sql`(${asBeginning(theirs)} || ${asBeginning(sql`to_tsquery('simple', ${ours})`)})`
}

/** The same query, its last word as a prefix; an empty query stays empty, which matches nothing. */
function asBeginning(query: SQL): SQL {
  return sql`(case when numnode(${query}) = 0 then ''::tsquery else (${query}::text || ':*')::tsquery end)`
}

/**
 * The rows of one log, oldest first, to be looked through one by one: the offset keeps Postgres from asking the index
 * of all words again for each log.
 */
export function logOf(incidentId: SQL): SQL {
  return sql`select seq, body, words from entries where incident_id = ${incidentId} order by seq offset 0`
}

/** INC-42, inc 42 and drill7 mean that incident alone. */
export function asRef(text: string): string | null {
  const [, kind, number] = /^(inc|drill)[-\s]?0*([1-9]\d{0,8})$/i.exec(text) ?? []
  return kind && number ? readRef(`${kind}-${number}`) : null
}
