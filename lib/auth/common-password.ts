import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { dictionary, adjacencyGraphs as graphs } from '@zxcvbn-ts/language-common'
import { AppError } from '#lib/errors.ts'
import { singleton } from '#lib/singleton.ts'

/**
 * Refuses a password that guessers try first: one of the lists of common ones, a run of keys, a repetition, or
 * hardly more than what is known of its person (`about`: name, address, organisation). Throws AppError invalid.
 */
export function refuseCommonPassword(password: string, about: readonly string[]): void {
  const found = checker().check(password, known(about))
  if (found.score >= leastScore) return
  throw new AppError('invalid', 'The password was not set.', {
    fields: {
      password: `${reasonOf(found)} Use four or more words that have nothing to do with each other.`,
    },
  })
}

// zxcvbn counts 0 to 4. Below 2 are those that fall within a million guesses; more than that our slow-down prevents.
const leastScore = 2

function checker(): ZxcvbnFactory {
  return singleton('common-passwords', () => new ZxcvbnFactory({ dictionary, graphs, maxLength: 100 }))
}

/** Each text whole and each of its words: "Ines Okafor" is guessed as ines, as okafor and as inesokafor. */
function known(about: readonly string[]): string[] {
  const words = about.flatMap((text) => [text, text.replaceAll(/\W+/g, ''), ...text.split(/[\s@._-]+/)])
  return [...new Set([...words, 'sitrep'].map((word) => word.toLowerCase()))].filter(
    (word) => word.length > 2,
  )
}

function reasonOf({ sequence }: ZxcvbnResult): string {
  const [first] = [...sequence].sort((one, other) => other.token.length - one.token.length)
  if (first?.pattern === 'repeat') return 'This repeats itself: guessers try that first.'
  if (first?.pattern === 'sequence' || first?.pattern === 'spatial')
    return 'This is a run of keys or letters: guessers try that first.'
  const isPersonal = sequence.some((part) => 'dictionaryName' in part && part.dictionaryName === 'userInputs')
  return isPersonal
    ? 'This is hardly more than your name, address or organisation.'
    : 'This is one of the most common passwords, or nearly.'
}
