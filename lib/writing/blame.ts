/** A fault laid on somebody: "human error" and its kin, and a person's name beside a blaming verb. */
import { isAdverb, joinedWord, skip, type Word } from './words.ts'

const whose = 'human operator user pilot engineer developer administrator admin manual'.split(' ')
const alone =
  /^(careless(ly|ness)?|negligen(t|tly|ce)|incompeten(t|tly|ce)|reckless(ly|ness)?|sloppy|sloppily|sloppiness|stupid(ly|ity)?|fat-finger(ed|ing|s)?|inattenti(on|ve|vely)|blunder(s|ed)?|clumsy|clumsily|thoughtless(ly|ness)?|foolish(ly)?)$/
const faults =
  /^(mistakes?|errors?|faults?|oversights?|carelessness|negligence|blunders?|slips?|failures?|lapses?|sloppiness)$/
const persons = new Set(
  'someone somebody operator engineer developer person administrator admin team his her their our my your whose'.split(
    ' ',
  ),
)

/** How many words from `at` on are "human error" or its kin; 0 for none. */
export function humanError(words: readonly Word[], at: number): number {
  const first = words[at]?.word ?? ''
  const next = joinedWord(words, at + 1) ?? ''
  if (alone.test(first)) return 1
  if (whose.includes(first) && /^(errors?|mistakes?|faults?|failures?)$/.test(next)) return 2
  if (/^mistakes?$/.test(first) && next === 'by') return 2
  if (/^errors?$/.test(first) && next === 'by') {
    const subject = skip(words, at + 2, 1, (word) => /^(the|an|a|our|one)$/.test(word))
    return persons.has(joinedWord(words, subject) ?? '') ? subject + 1 - at : 0
  }
  if (first === 'at' && next === 'fault') return 2
  if (/^(is|are|was|were)$/.test(first) && next === 'to' && joinedWord(words, at + 2) === 'blame') return 3
  const owner = first.replace(/'s$|s'$/, '')
  const isOwner = owner !== first && persons.has(owner)
  return (isOwner || /^(his|her|their|our|my|your|whose)$/.test(first)) &&
    /^(mistakes?|faults?|oversights?|carelessness|negligence)$/.test(next)
    ? 2
    : 0
}

const verbs = new Set(
  'broke breaks broken forgot forgets forgotten caused causes failed fails misconfigured misconfigures mistyped mistypes botched ruined neglected ignored overlooked missed crashed destroyed corrupted blundered bungled screwed messed damaged misread'.split(
    ' ',
  ),
)
/** What makes another thing of the verb: "failed over", "broke down the work". */
const harmless: Record<string, readonly string[]> = {
  failed: ['over', 'back', 'open', 'traffic'],
  fails: ['over', 'back'],
  broke: ['down', 'out', 'off', 'in', 'through', 'up'],
  breaks: ['down', 'out', 'off', 'up'],
}
const needsUp = new Set(['screwed', 'messed'])
const passive = new Set(
  'broken caused forgotten misconfigured mistyped botched ruined neglected ignored overlooked missed crashed destroyed corrupted bungled damaged'.split(
    ' ',
  ),
)
const between = new Set(['had', 'has', 'have', 'was', 'who', 'by', 'mistake', 'accident'])

export type Names = {
  firsts: ReadonlyMap<string, readonly (readonly string[])[]>
  words: ReadonlySet<string>
}

/** Full names, and first and last names alone, as words to look up. */
export function readNames(names: readonly string[]): Names {
  const firsts = new Map<string, (readonly string[])[]>()
  const single = new Set<string>()
  const add = (name: readonly string[]) => {
    const [first] = name
    if (first) firsts.set(first, [...(firsts.get(first) ?? []), name])
  }
  for (const name of names) {
    const parts = name.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)?.map(lower) ?? []
    if (parts.length > 1) add(parts)
    for (const part of [parts[0], parts.at(-1)]) {
      // Two letters are too few to tell a name from a word.
      if (!part || part.length < 3 || single.has(part)) continue
      single.add(part)
      add([part])
    }
  }
  for (const each of firsts.values()) each.sort((a, b) => b.length - a.length)
  return { firsts, words: single }
}

function lower(word: string): string {
  return word.toLowerCase().replaceAll('’', "'")
}

/** The name that begins at `at`, in words; a name is written with a capital. `owns`: "Tomasz's". */
function nameAt(
  words: readonly Word[],
  at: number,
  { firsts }: Names,
): { length: number; owns: boolean } | null {
  const first = words[at]
  if (!first || first.raw === first.word) return null
  const bare = first.word.replace(/'s$/, '')
  for (const name of firsts.get(bare) ?? firsts.get(first.word) ?? []) {
    const last = at + name.length - 1
    const fits = name.every((part, index) => {
      const word = index === 0 ? first.word : joinedWord(words, at + index)
      return word === part || (index === name.length - 1 && word === `${part}'s`)
    })
    if (fits) return { length: name.length, owns: words[last]?.word.endsWith("'s") ?? false }
  }
  return null
}

/** How many words from `at` on blame somebody by name; 0 for none. */
export function blameByName(words: readonly Word[], at: number, names: Names): number {
  return active(words, at, names) || passiveBy(words, at, names) || becauseOf(words, at, names)
}

/** "Tomasz broke", "Tomasz Wójcik accidentally misconfigured", "Tomasz's mistake"; not "Tomasz found". */
function active(words: readonly Word[], at: number, names: Names): number {
  const name = nameAt(words, at, names)
  if (!name) return 0
  const after = at + name.length
  if (name.owns) return faults.test(joinedWord(words, after) ?? '') ? name.length + 1 : 0
  const verb = skip(words, after, 3, (word) => isAdverb(word) || between.has(word))
  const said = joinedWord(words, verb) ?? ''
  const next = joinedWord(words, verb + 1) ?? ''
  if (/^(took|brought)$/.test(said)) return next === 'down' ? verb + 2 - at : 0
  if (!verbs.has(said) || harmless[said]?.includes(next)) return 0
  if (needsUp.has(said) && next !== 'up') return 0
  // "Tomasz was missed" blames nobody named.
  const isPassive = /^(was|were)$/.test(joinedWord(words, verb - 1) ?? '')
  return isPassive ? 0 : verb + 1 - at
}

/** "broken by Tomasz", "taken down by Tomasz Wójcik" */
function passiveBy(words: readonly Word[], at: number, names: Names): number {
  const first = words[at]?.word ?? ''
  const isDown = /^(taken|brought)$/.test(first) && joinedWord(words, at + 1) === 'down'
  if (!isDown && !passive.has(first)) return 0
  const by = skip(words, at + (isDown ? 2 : 1), 1, isAdverb)
  if (joinedWord(words, by) !== 'by' || joinedWord(words, by + 1) === null) return 0
  const name = nameAt(words, by + 1, names)
  // "broken by Tomasz's migration" names the migration.
  return name && !name.owns ? by + 1 + name.length - at : 0
}

/** "because of Tomasz", "blame Tomasz" */
function becauseOf(words: readonly Word[], at: number, names: Names): number {
  const first = words[at]?.word ?? ''
  const from = /^(blame|blamed|blames|blaming)$/.test(first)
    ? at + 1
    : /^(because|due|fault)$/.test(first) && /^(of|to)$/.test(joinedWord(words, at + 1) ?? '')
      ? at + 2
      : null
  if (from === null || joinedWord(words, from) === null) return 0
  const name = nameAt(words, from, names)
  return name && !name.owns ? from + name.length - at : 0
}
