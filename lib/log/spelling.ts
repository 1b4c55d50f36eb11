/** A search that finds nothing may hold a word that nobody ever wrote: the nearest one that somebody did. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { toAppError } from '#lib/log/faults.ts'
import { readText, wordsIn } from '#lib/log/words.ts'

/** Where words are learned from: bounded, and only when a search found nothing. */
const INCIDENTS = 2_000
const LOGS = 200
/** Shorter words are too like each other. */
const SHORTEST = 4
const MOST_WORDS = 8

/**
 * What was typed, each unknown word replaced by the one that is written most like it (trigrams choose a few, the number
 * of slips decides); null when nothing is to be corrected. ONE query.
 */
export async function respell(typed: string): Promise<string | null> {
  const text = readText(typed)
  const words = wordsIn(text).filter((word) => word.length >= SHORTEST && !/\p{N}/u.test(word))
  if (words.length === 0) return null
  const near = await nearWords([...new Set(words)].slice(0, MOST_WORDS))
  let isChanged = false
  const corrected = text.replaceAll(/[\p{L}\p{M}\p{N}]+/gu, (written) => {
    const word = written.toLowerCase()
    const candidates = near.get(word)
    const nearest = candidates?.includes(word) ? null : nearestTo(word, candidates ?? [])
    if (!nearest) return written
    isChanged = true
    return nearest
  })
  return isChanged ? corrected : null
}

/** Per word, the known words most like it, the likest first; a word that is known is among its own. */
async function nearWords(words: string[]): Promise<Map<string, string[]>> {
  try {
    const { rows } = await database().execute<{ word: string; near: string[] | null }>(sql`
      with known as materialized (
        select word from ts_stat('select search from incidents
          order by reported_at desc nulls last, id desc nulls last limit ${sql.raw(String(INCIDENTS))}')
        union
        select word from ts_stat('select words from (select id from incidents
          order by reported_at desc nulls last, id desc nulls last limit ${sql.raw(String(LOGS))}) as newest
          cross join lateral (select words from entries where incident_id = newest.id order by seq limit 200) as log'))
      select asked.word, (
        select array_agg(near.word order by near.alike desc, near.word) from (
          select known.word, similarity(known.word, asked.word) as alike from known
          where length(known.word) between length(asked.word) - 2 and length(asked.word) + 2
            and known.word % asked.word
          order by alike desc, known.word limit 20) as near) as near
      from unnest(${sql.param(words)}::text[]) as asked (word)`)
    return new Map(rows.map(({ word, near }) => [word, near ?? []]))
  } catch (error) {
    throw toAppError(error)
  }
}

/** The candidate with the fewest slips, at most one in four letters. */
function nearestTo(word: string, candidates: string[]): string | null {
  const most = word.length < 8 ? 1 : 2
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(word, candidate) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.candidate ?? null
}

/** Letters left out, put in, mistaken, or swapped with their neighbour (optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  const width = b.length + 1
  const rows: number[][] = [Array.from({ length: width }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= a.length; row++) {
    rows.push([row])
    for (let column = 1; column < width; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped && row > 1 && column > 1 ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(a.length, b.length)
}
