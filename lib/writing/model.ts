/**
 * What in a text about an incident would read better: without any model, in the browser and on the server. It marks, it
 * never blocks (DOMAIN §6). English; code, links and quotations are left alone.
 */
import { blameByName, humanError, readNames } from './blame.ts'
import { counterfactual } from './counterfactual.ts'
import { proseOf } from './prose.ts'
import { joinedWord, skip, type Word, wordsOfText } from './words.ts'
import { timesWithoutZone } from './zone.ts'

export type MarkKind = 'counterfactual' | 'human_error' | 'blame' | 'time_without_zone' | 'outage'
/** A passage of the text, from the first character to before the last one, and what would read better, in a sentence. */
export type Mark = { from: number; to: number; kind: MarkKind; says: string }

export type WritingContext = {
  /** The people of the incident, as they are called. */
  names: readonly string[]
  /** Something still worked, or for somebody. */
  impactWasPartial: boolean
}

const markWords: Record<MarkKind, string> = {
  counterfactual: 'Say what happened and what people knew then. What to change goes into the follow-ups.',
  human_error: 'Say what made the step look right at that moment, or what let it have this effect.',
  blame: 'Say what the system did: “the migration held a lock” tells more than who started it.',
  time_without_zone: 'Write the zone beside the time, such as 14:05 UTC.',
  outage: 'The impact was partial. Say what did not work, and for whom.',
}

/** The marks of a text in Markdown, in their order; none lies over another. */
export function checkWriting(text: string, { names, impactWasPartial }: WritingContext): Mark[] {
  const prose = proseOf(text)
  const words = wordsOfText(prose)
  const known = readNames(names)
  const marks: Mark[] = []
  for (let at = 0; at < words.length; ) {
    const found =
      mark('blame', words, at, blameByName(words, at, known)) ??
      mark('human_error', words, at, humanError(words, at)) ??
      mark('counterfactual', words, at, counterfactual(words, at, known.words)) ??
      mark('outage', words, at, impactWasPartial ? outage(words, at) : 0)
    if (found) marks.push(found.mark)
    at += found?.length ?? 1
  }
  const times = timesWithoutZone(prose).map(
    (place): Mark => ({ ...place, kind: 'time_without_zone', says: markWords.time_without_zone }),
  )
  return [...marks, ...times].sort((a, b) => a.from - b.from)
}

function mark(kind: MarkKind, words: readonly Word[], at: number, length: number) {
  const [first, last] = [words[at], words[at + length - 1]]
  if (length === 0 || !first || !last) return null
  return { length, mark: { from: first.from, to: last.to, kind, says: markWords[kind] } satisfies Mark }
}

const before =
  /^(is|are|was|were|be|been|being|went|go|goes|going|gone|stayed|remained|fully|completely|totally|entirely)$/

/** "outage", "was down", "went completely down"; not "went down to 3 replicas", "shut down". */
function outage(words: readonly Word[], at: number): number {
  const first = words[at]?.word ?? ''
  if (/^(outages?|downtime|blackout)$/.test(first)) return 1
  if (!before.test(first)) return 0
  const down = skip(words, at + 1, 2, (word) => before.test(word) || word === 'all' || word === 'still')
  if (joinedWord(words, down) !== 'down') return 0
  return /^(to|from|by|the|a)$/.test(joinedWord(words, down + 1) ?? '') ? 0 : down + 1 - at
}

const AROUND = 40

/** The words around a mark, cut at spaces: "…The alert should have fired at…". */
export function around(text: string, { from, to }: Pick<Mark, 'from' | 'to'>): string {
  const line = (piece: string) => piece.replace(/\s+/g, ' ')
  const left = line(text.slice(Math.max(0, from - AROUND), from))
  const right = line(text.slice(to, to + AROUND))
  const head = from > AROUND ? `…${left.replace(/^\S*\s/, '').trimStart()}` : left
  const tail = to + AROUND < text.length ? `${right.replace(/\s\S*$/, '').trimEnd()}…` : right
  return `${head}${line(text.slice(from, to))}${tail}`.trim()
}
