/** The words of a text in their places: what the rules read, a few words ahead at most, so that no text takes long. */

export type Word = {
  /** Lower case, with straight apostrophes. */
  word: string
  raw: string
  from: number
  to: number
  /** Nothing but space, or marks of emphasis, stands between it and the word before. */
  joined: boolean
  /** It begins a sentence, or a clause after a mark. */
  opens: boolean
}

export function wordsOfText(prose: string): Word[] {
  let end = 0
  return Array.from(prose.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu), (match, index) => {
    const raw = match[0]
    const between = prose.slice(end, match.index)
    const isBroken = /\n\s*(?:\n|[-*+>#|]\s|\d+[.)]\s)/.test(between.slice(0, 200))
    const joined = index > 0 && !isBroken && /^[\s*_@]{1,8}$/.test(between)
    end = match.index + raw.length
    return {
      word: raw.toLowerCase().replaceAll('’', "'"),
      raw,
      from: match.index,
      to: end,
      joined,
      opens: !joined,
    }
  })
}

/** The word at `index`, if it follows the one before without a mark between them. */
export function joinedWord(words: readonly Word[], index: number): string | null {
  const found = words[index]
  return found?.joined ? found.word : null
}

/** The index after at most `most` joined words that `isSkipped`, from `index` on. */
export function skip(
  words: readonly Word[],
  index: number,
  most: number,
  isSkipped: (word: string) => boolean,
): number {
  let at = index
  while (at < index + most) {
    const word = joinedWord(words, at)
    if (word === null || !isSkipped(word)) break
    at += 1
  }
  return at
}

const adverbs = [
  'not',
  'never',
  'also',
  'already',
  'just',
  'only',
  'still',
  'probably',
  'perhaps',
  'then',
  'again',
  'simply',
  'all',
  'both',
  'often',
  'once',
  'really',
  'possibly',
  'even',
]

/** "not", "never", "also", "easily": what stands between a helping verb and its verb. */
export function isAdverb(word: string): boolean {
  return adverbs.includes(word) || (word.length > 4 && word.endsWith('ly'))
}

const irregular = new Set(
  'become begun bound bought broken brought built burnt caught chosen come cost cut dealt done drawn driven fallen felt found forgotten fought given gone got gotten grown had heard held hidden hit kept known laid led left lent let lost made meant met paid put read risen run said seen sent set shown shut slept sold spent split spoken spread stood stuck swept taken taught thought thrown told torn understood undone woken won worn written been'.split(
    ' ',
  ),
)

/** "been", "known", "stopped": whether it can follow "have". */
export function isParticiple(word: string): boolean {
  return irregular.has(word) || (word.length > 4 && word.endsWith('ed') && word !== 'indeed')
}
