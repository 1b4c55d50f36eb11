/** When a provider does not answer, everybody waits instead of each finding out by itself. */
import { waitAfter } from './model.ts'

/** So many in a row without an answer, and nothing is sent for a while. */
const enough = 5

export type Breaker = {
  /** Milliseconds since the epoch until which nothing is sent; null: it may go. */
  pausedUntil: (now: number) => number | null
  /** The provider gave an answer, whichever. */
  answered: () => void
  /** It gave none. */
  failed: (now: number) => void
}

/** A breaker of one channel. After a pause one message tries; the pauses grow to 15 minutes. */
export function newBreaker(): Breaker {
  let inRow = 0
  let until = 0
  return {
    pausedUntil: (now) => (now < until ? until : null),
    answered: () => {
      inRow = 0
      until = 0
    },
    failed: (now) => {
      inRow += 1
      if (inRow >= enough) until = now + waitAfter(inRow - enough + 3)
    },
  }
}
