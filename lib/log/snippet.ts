/** Where the words that somebody searched for stand in a text. Pure. */
import { type StoredEntry, sentenceOf } from '#lib/incident/entries/table.ts'
import type { Ranges, Snippet } from '#lib/log/model.ts'
import { wordsIn } from '#lib/log/words.ts'

/** Characters of an excerpt, and of what stands before its first hit. */
const EXCERPT = 180
const BEFORE = 60

/**
 * The places of the words of `typed` in `text`, in order. A term that stands there as it was typed (1.2.3) is one
 * place; else each of its words is, the last word of all as a beginning.
 */
export function placesOf(typed: string, text: string): Ranges {
  const terms = typed.trim().split(/\s+/)
  const found = terms.flatMap((term, index): Ranges => {
    const whole = wordsIn(term).length > 1 ? spansOf(literal(term), text) : []
    return whole.length > 0 ? whole : wordPlaces(term, text, index === terms.length - 1)
  })
  return withoutOverlap(found)
}

/** The part of an entry that mentions the words, or null when none of its words does. */
export function snippetOf(entry: StoredEntry, typed: string): Snippet | null {
  const sentence = sentenceOf(entry)
  const { seq, occurredAt } = entry
  const reported = entry.type === 'incident_reported'
  // The topic of the first entry is the topic that stands above, unless it was changed, which is an entry too.
  const { topic: _, ...rest } = reported ? entry.payload : { topic: '' }
  const texts = textsIn(reported ? rest : entry.payload)
  const best = texts
    .map(plain)
    .map((text) => ({ text, ranges: placesOf(typed, text) }))
    .filter(({ ranges }) => ranges.length > 0)
    .sort((a, b) => b.ranges.length - a.ranges.length)[0]
  if (!best) return null
  if (!reported && sentence.includes(best.text)) {
    return { seq, occurredAt, head: '', ...excerpt(sentence, placesOf(typed, sentence)) }
  }
  const head = reported ? `Reported by ${entry.payload.reportedBy}` : sentence
  return { seq, occurredAt, head, ...excerpt(best.text, best.ranges) }
}

/** Without the signs of Markdown, which say nothing in one line. */
function plain(text: string): string {
  return text.replaceAll(/^\s*(?:[-*>]|#{1,6})\s+/gm, '').replaceAll(/\*\*|`+/g, '')
}

/** The text around its first hit, on one line. */
function excerpt(text: string, ranges: Ranges): Pick<Snippet, 'text' | 'ranges'> {
  const first = ranges[0]?.[0] ?? 0
  const from = first <= BEFORE ? 0 : wordBoundary(text, first - BEFORE)
  const until = from + EXCERPT >= text.length ? text.length : wordBoundary(text, from + EXCERPT)
  const lead = from > 0 ? '… ' : ''
  const shown = text.slice(from, until).replaceAll(/\s/g, ' ')
  return {
    text: `${lead}${shown}${until < text.length ? ' …' : ''}`,
    ranges: ranges
      .filter(([start, end]) => start >= from && end <= until)
      .map(([start, end]) => [start - from + lead.length, end - from + lead.length]),
  }
}

/** The beginning of the next word, or the place itself where there is none near. */
function wordBoundary(text: string, near: number): number {
  const space = text.slice(near, near + 20).search(/\s/)
  if (space >= 0) return near + space + 1
  // Not between the halves of a character.
  return /[\uDC00-\uDFFF]/.test(text.charAt(near)) ? near + 1 : near
}

function wordPlaces(term: string, text: string, isLast: boolean): Ranges {
  const words = wordsIn(term)
  return words.flatMap((word, index) => {
    const isBeginning = isLast && index === words.length - 1
    return spansOf(`${literal(word)}${isBeginning ? letters : ''}${end}`, text)
  })
}

const letters = String.raw`[\p{L}\p{M}\p{N}]*`
const end = String.raw`(?![\p{L}\p{M}\p{N}])`

function spansOf(pattern: string, text: string): Ranges {
  const words = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])${pattern}`, 'giu')
  return [...text.matchAll(words)].map((found) => [found.index, found.index + found[0].length])
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

function withoutOverlap(ranges: Ranges): Ranges {
  const kept: Ranges = []
  for (const [from, until] of ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from >= (kept.at(-1)?.[1] ?? 0)) kept.push([from, until])
  }
  return kept
}

/** What people wrote in a payload, and names; ids and instants have no words that anybody looks for. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === 'id' ? [] : textsIn(inner)))
}
