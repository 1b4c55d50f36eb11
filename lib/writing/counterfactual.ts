/** What did not happen, told as if it had been possible: "should have", "if only", "had we known", "failed to notice". */
import { isAdverb, isParticiple, joinedWord, skip, type Word } from './words.ts'

/** How many words from `at` on are a mark; 0 for none. */
export function counterfactual(words: readonly Word[], at: number, names: ReadonlySet<string>): number {
  for (const rule of [modal, hindsight, ifOnly, hadBeen, ifHad, failedTo, didNot, supposed]) {
    const length = rule(words, at, names)
    if (length > 0) return length
  }
  return 0
}

type Rule = (words: readonly Word[], at: number, names: ReadonlySet<string>) => number

const modals = ['should', 'could', 'would', "shouldn't", "couldn't", "wouldn't"]

/** "should have checked", "could easily have been", "they should have."; not "should have a timeout". */
const modal: Rule = (words, at) => {
  const first = words[at]?.word ?? ''
  if (/^(should|could|would)'ve$/.test(first) || /^(shoulda|coulda|woulda)$/.test(first)) return 1
  const from = modals.includes(first)
    ? at + 1
    : first === 'ought' && joinedWord(words, at + 1) === 'to'
      ? at + 2
      : null
  if (from === null) return 0
  // "Should we have checked" asks what might have been, too.
  const subject = skip(words, from, 1, (word) => pronouns.includes(word))
  const have = skip(words, subject, 2, isAdverb)
  if (joinedWord(words, have) !== 'have') return 0
  const verb = skip(words, have + 1, 2, isAdverb)
  const next = joinedWord(words, verb)
  return next === null || isParticiple(next) ? have + 1 - at : 0
}

const hindsight: Rule = (words, at) => {
  const first = words[at]?.word
  if ((first === 'in' || first === 'with') && joinedWord(words, at + 1) === 'hindsight') return 2
  if (first !== 'wish' && first !== 'wishes' && first !== 'wished') return 0
  return pronouns.includes(joinedWord(words, at + 1) ?? '') && joinedWord(words, at + 2) === 'had' ? 3 : 0
}

const pronouns = [
  'we',
  'they',
  'he',
  'she',
  'it',
  'i',
  'you',
  'anyone',
  'anybody',
  'someone',
  'somebody',
  'nobody',
]
const determiners = ['the', 'this', 'that', 'these', 'those', 'our', 'there', 'monitoring', 'an', 'a']

/** "if only we …", "if only the alert had …"; not "if only one replica is up". */
const ifOnly: Rule = (words, at) => {
  if (words[at]?.word !== 'if' || joinedWord(words, at + 1) !== 'only') return 0
  const subject = joinedWord(words, at + 2)
  if (subject === null) return 0
  if (pronouns.includes(subject)) return 2
  const had = skip(words, at + 2, 4, (word) => word !== 'had')
  return joinedWord(words, had) === 'had' ? 2 : 0
}

/** "Had the alert been set", "had we known"; not "v847 had been released". */
const hadBeen: Rule = (words, at, names) => {
  const first = words[at]
  if (first?.word !== 'had') return 0
  const subject = joinedWord(words, at + 1)
  if (subject === null) return 0
  const isPronoun = pronouns.includes(subject)
  if (!isPronoun && !(first.opens && (determiners.includes(subject) || names.has(subject)))) return 0
  const verb = skip(words, at + 2, isPronoun ? 1 : 4, (word) => !isParticiple(word))
  return isParticiple(joinedWord(words, verb) ?? '') ? verb + 1 - at : 0
}

const askers = new Set(
  'ask asked asking check checked checking checks see saw knew know know test tested verify verified confirm confirmed unclear unsure clear sure wondered whether out and'.split(
    ' ',
  ),
)

/** "if we had tested it"; not "we checked if the index had been built". */
const ifHad: Rule = (words, at) => {
  if (words[at]?.word !== 'if' || (words[at]?.joined && askers.has(words[at - 1]?.word ?? ''))) return 0
  if (joinedWord(words, at + 1) === null) return 0
  const had = skip(words, at + 1, 4, (word) => word !== 'had' && word !== "hadn't")
  if (!/^had(n't)?$/.test(joinedWord(words, had) ?? '')) return 0
  const verb = skip(words, had + 1, 2, isAdverb)
  return isParticiple(joinedWord(words, verb) ?? '') ? verb + 1 - at : 0
}

const people = new Set(
  'we they he she i you nobody somebody someone team teams engineer engineers operator operators person people developer developers administrator commander responder responders on-call staff colleague colleagues manager one'.split(
    ' ',
  ),
)
/** What only people do, or fail to. */
const ofMinds = new Set(
  'notice realise realize think bother spot recognise recognize consider foresee anticipate care remember understand appreciate pay'.split(
    ' ',
  ),
)
/** What machines do too: only where a person is the subject. */
const ofBoth = new Set(
  'check test verify read look ask follow escalate tell communicate inform see act document review catch prevent monitor watch respond say warn inspect plan run start use call page'.split(
    ' ',
  ),
)

function isPerson(words: readonly Word[], at: number, names: ReadonlySet<string>): boolean {
  const before = words[at]?.joined ? words[at - 1]?.word : undefined
  return before !== undefined && (people.has(before) || names.has(before))
}

/** "failed to notice", "we failed to test", "neglected to"; not "the pods failed to start". */
const failedTo: Rule = (words, at, names) => {
  const first = words[at]?.word ?? ''
  if (
    !/^(failed|fails|failing|neglected|forgot|omitted|failure)$/.test(first) ||
    joinedWord(words, at + 1) !== 'to'
  )
    return 0
  if (first === 'neglected' || first === 'forgot' || first === 'omitted') return 2
  const verb = joinedWord(words, at + 2)
  if (verb === null) return 0
  return ofMinds.has(verb) || (isPerson(words, at, names) && !names.has(verb)) ? 3 : 0
}

const outside = new Set('customers customer users user visitors clients buyers who'.split(' '))

/** "didn't notice", "we did not check"; not "customers did not notice". */
const didNot: Rule = (words, at, names) => {
  const first = words[at]?.word ?? ''
  const isNever = first === 'never'
  const verbAt =
    /^(didn't|hadn't)$/.test(first) || isNever
      ? at + 1
      : /^(did|had)$/.test(first) && joinedWord(words, at + 1) === 'not'
        ? at + 2
        : null
  if (verbAt === null) return 0
  const before = words[at]?.joined ? (words[at - 1]?.word ?? '') : ''
  if (outside.has(before)) return 0
  const verb = skip(words, verbAt, 1, (word) => isAdverb(word) || word === 'even')
  const said = stemOf(joinedWord(words, verb) ?? '')
  if (said === 'pay' && joinedWord(words, verb + 1) !== 'attention') return 0
  return ofMinds.has(said) || (ofBoth.has(said) && isPerson(words, at, names)) ? verb + 1 - at : 0
}

/** "noticed" is "notice", "checked" is "check". */
function stemOf(word: string): string {
  if (ofMinds.has(word) || ofBoth.has(word)) return word
  for (const stem of [word.slice(0, -1), word.slice(0, -2)]) {
    if (word.endsWith('ed') && (ofMinds.has(stem) || ofBoth.has(stem))) return stem
  }
  return word === 'thought' ? 'think' : word === 'saw' || word === 'seen' ? 'see' : word
}

/** "was supposed to" */
const supposed: Rule = (words, at) =>
  /^(was|were)$/.test(words[at]?.word ?? '') &&
  joinedWord(words, at + 1) === 'supposed' &&
  joinedWord(words, at + 2) === 'to'
    ? 3
    : 0
