/**
 * What those outside may know, and nothing else (D15): a fold of its own, of the events that entries publish. Topic,
 * people, numbers of entries and reasons never enter it. Page, JSON, stream and feed of a link carry this whole state.
 */
import type { Instant } from './incident.ts'
import type { Affected, UpdateState } from './public-updates.ts'

/** Raised whenever `evolvePublic` or `publish` changes what it makes of the same log. */
export const publicVersion = 4

/** Updates kept for readers; nobody reads further back. */
const mostUpdates = 200

export type PublicUpdate = {
  /** Counts from 1. */
  number: number
  at: Instant
  headline: string
  text: string
  state: UpdateState
  nextUpdateAt: Instant | null
  /** The number of the update that this one puts right. */
  corrects: number | null
  /** Its words were taken out. */
  withdrawn: boolean
}

/** A document that may be downloaded. */
export type SharedDocument = { version: number }

export type PublicState = {
  /** What it is called outside; null until the first update. */
  title: string | null
  isDrill: boolean
  reportedAt: Instant
  /** When it began for those outside, as far as known. */
  beganAt: Instant | null
  /** As the newest update said. */
  affected: Affected[]
  /** The newest last. */
  updates: PublicUpdate[]
  /** By when the next word comes; `isLate`: it did not. */
  promise: { by: Instant; isLate: boolean } | null
  /**
   * `over`: the last update said so. `no_more`: none will come, because it was closed or turned out to be nothing.
   * `joined`: it goes on as a part of another one.
   */
  ended: { at: Instant; how: 'over' | 'no_more' | 'joined' } | null
  /** It came back after it was over, and no update that can be read has been published since. */
  returnedAt: Instant | null
  documents: { report: SharedDocument | null; postMortem: SharedDocument | null }
}

/** What an entry tells outside. `first` begins the state; `times` and `promise` say what holds now. */
export type PublicEvent =
  | { type: 'first'; isDrill: boolean; reportedAt: Instant }
  | { type: 'times'; reportedAt: Instant; beganAt: Instant | null }
  | { type: 'updated'; title: string | null; affected: Affected[] | null; update: PublicUpdate }
  | { type: 'promise'; promise: PublicState['promise'] }
  | { type: 'ended'; at: Instant; how: 'no_more' | 'joined' }
  | { type: 'returned'; at: Instant }
  | { type: 'documents'; documents: PublicState['documents'] }

/** The public state after the event. Pure. Throws when a log does not begin with `first`. */
export function evolvePublic(state: PublicState | null, event: PublicEvent): PublicState {
  if (event.type === 'first') return begin(event)
  if (state === null) throw new Error(`A public state begins with ${event.type}`)
  switch (event.type) {
    case 'times':
      return { ...state, reportedAt: event.reportedAt, beganAt: event.beganAt }
    case 'updated':
      return updated(state, event)
    case 'promise':
      return { ...state, promise: event.promise }
    case 'ended':
      // What was said to be over stays so: the close is nobody's business outside.
      return { ...state, promise: null, ended: state.ended ?? { at: event.at, how: event.how } }
    case 'returned':
      // Who was never told that it is over is not told that it came back.
      if (state.ended === null) return state
      return { ...state, ended: null, returnedAt: state.updates.length > 0 ? event.at : null }
    default:
      return { ...state, documents: event.documents }
  }
}

function begin({ isDrill, reportedAt }: PublicEvent & { type: 'first' }): PublicState {
  return {
    title: null,
    isDrill,
    reportedAt,
    beganAt: null,
    affected: [],
    updates: [],
    promise: null,
    ended: null,
    returnedAt: null,
    documents: { report: null, postMortem: null },
  }
}

function updated(
  state: PublicState,
  { title, affected, update }: PublicEvent & { type: 'updated' },
): PublicState {
  const isOver = update.state === 'over'
  // Closing words that are put right leave it over since the first of them.
  const over = state.ended?.how === 'over' ? state.ended : { at: update.at, how: 'over' as const }
  // That it came back is all there is to say when the words that said more were taken out.
  const isUnsaid = update.withdrawn && !isOver
  return {
    ...state,
    // Of one whose words were taken out: as those before it said.
    title: title ?? state.title,
    affected: affected ?? state.affected,
    updates: [...state.updates, update].slice(-mostUpdates),
    ended: isOver ? over : null,
    returnedAt: isUnsaid ? state.returnedAt : null,
  }
}
