import { eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { incidents } from '#db/schema/incidents.ts'

/** Longer input finds nothing more, and a query of thousands of words is an attack. */
const LONGEST = 200

/**
 * The incidents that hold every word of what somebody typed, the last word as a beginning. A ref (INC-42, inc 42)
 * means that incident alone; a bare number also finds it. Never fails on odd characters; undefined when there is
 * nothing to look for.
 */
export function mentions(typed: string): SQL | undefined {
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
