import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { incidents } from '#db/schema/incidents.ts'

/** Longer input finds nothing more, and a query of thousands of words is an attack. */
const LONGEST = 200

type Listing = { by: SQL[]; place: SQL | undefined; within: SQL | undefined }

/** Looked at by time before the index of words is asked. */
const NEWEST = 2_000

/**
 * Narrows a page of `limit` incidents that is newest first to those that mention what somebody typed. `by` is its
 * order, `place` where it begins, `within` all its other conditions. Postgres cannot know how common the beginning
 * of a word is: so the newest ones are read first, which fills the page with a common word, and only when they do
 * not, all hits are fetched from the index of words, which are then few. Undefined: there is nothing to look for.
 */
export function mentioning(typed: string, limit: number, { by, place, within }: Listing): SQL | undefined {
  const match = mentions(typed)
  if (!match) return undefined
  const condition = and(match, within, place)
  const newest = sql`select * from incidents where ${place ?? sql`true`}`
  const order = sql.join(by, sql`, `)
  return sql`${incidents.id} = any(array(
    with recent as materialized (
      select incidents.id from (${newest} order by ${order} limit ${NEWEST}) as incidents
      where ${condition})
    select id from recent where (select count(*) from recent) > ${limit}
    union all
    select id from incidents where ${condition} and (select count(*) from recent) <= ${limit}))`
}

/**
 * The incidents that hold every word of what somebody typed, the last word as a beginning. A ref (INC-42, inc 42)
 * means that incident alone; a bare number also finds it. Never fails on odd characters; undefined when there is
 * nothing to look for.
 */
function mentions(typed: string): SQL | undefined {
  const text = typed.slice(0, LONGEST).toWellFormed().replaceAll('\u0000', ' ').trim()
  if (text === '') return undefined
  const ref = /^(inc|drill)[-\s]?0*([1-9]\d{0,8})$/i.exec(text)
  if (ref) return eq(incidents.ref, `${ref[1]?.toUpperCase()}-${ref[2]}`)
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null
  const found = sql`${incidents.search} @@ ${wanted(text)}`
  return number === null ? found : or(found, inArray(incidents.ref, [`INC-${number}`, `DRILL-${number}`]))
}

/**
 * Two readings, either will do. Postgres's own keeps addresses and versions whole (1.2.3), as it does in the
 * text; ours takes every run of letters and digits for a word, so that half a compound is found while it is typed.
 */
function wanted(text: string): SQL {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const ours = words.map((word) => `'${word}'`).join(' & ')
  const theirs = sql`plainto_tsquery('simple', ${text})`
  return sql`(${asBeginning(theirs)} || ${asBeginning(sql`to_tsquery('simple', ${ours})`)})`
}

/** The same query, its last word as a prefix; an empty query stays empty, which matches nothing. */
function asBeginning(query: SQL): SQL {
  return sql`(case when numnode(${query}) = 0 then ''::tsquery else (${query}::text || ':*')::tsquery end)`
}
