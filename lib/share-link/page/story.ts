/** How the public state of an incident reads: its headline, what holds now, and what came before. Pure. */
import type { PublicState, PublicUpdate } from '#lib/incident/public-state.ts'
import { updateStateNames } from '#lib/incident/public-updates.ts'
import type { Clock } from './clock.ts'
import { isLate, type Setting } from './subject.ts'

export type Story = {
  headline: string
  /** What the newest update says; '' when there is none to read. */
  text: string
  /** The update that the headline is of; null: nobody has said it, SitRep does. */
  update: PublicUpdate | null
  /** What holds besides, in sentences. */
  notices: string[]
  /** The others, the newest first. */
  earlier: PublicUpdate[]
}

/** Tells the story of `state`. Plain text throughout. */
export function storyOf(
  state: PublicState,
  clock: Clock,
  setting: Pick<Setting, 'now' | 'staleSince'>,
): Story {
  const newestFirst = [...state.updates].reverse()
  const readable = newestReadable(state)
  // What was said before the end, or before it came back, is not what holds now.
  const isBehind = state.returnedAt !== null || isOvertaken(state, readable)
  const update = isBehind ? null : readable
  const said = update ?? unsaid(state, clock)
  return {
    headline: said.headline,
    text: said.text,
    update,
    notices: [
      ...withdrawal(newestFirst[0], update),
      ...ending(state, clock),
      ...waiting(state, clock, { late: isLate(state, setting), isFirst: readable === null }),
    ],
    earlier: newestFirst.filter((other) => other !== update),
  }
}

/** "Fixed, watching"; of an update whose words were taken out that it was withdrawn. */
export function stateWords({ state, withdrawn }: PublicUpdate): string {
  return withdrawn ? 'Withdrawn' : updateStateNames[state]
}

/** One word on how it stands, for a badge. */
export function standing(state: PublicState): string {
  if (state.ended?.how === 'joined') return 'Part of another incident'
  if (state.ended?.how === 'no_more') return 'Closed'
  if (state.returnedAt !== null) return 'It has come back'
  // Also when the update that said so was withdrawn.
  if (state.ended?.how === 'over') return updateStateNames.over
  const newest = newestReadable(state)
  return newest && !isOvertaken(state, newest) ? updateStateNames[newest.state] : 'Looking into it'
}

function newestReadable({ updates }: PublicState): PublicUpdate | null {
  return updates.findLast(({ withdrawn }) => !withdrawn) ?? null
}

/** Whether what was said since then, and withdrawn, ended it, or put an end right that did not hold. */
function isOvertaken({ ended }: PublicState, readable: PublicUpdate | null): boolean {
  if (ended === null) return readable?.state === 'over'
  return ended.how === 'over' && readable?.state !== 'over'
}

/** How update `number` was put right: which one it corrects, and which one corrects it. */
export function correctionWords({ number, corrects }: PublicUpdate, all: readonly PublicUpdate[]): string[] {
  const by = all.filter((other) => other.corrects === number).map((other) => other.number)
  return [
    ...(corrects === null ? [] : [`Corrects update ${corrects}`]),
    ...(by.length === 0 ? [] : [`Corrected by update ${by.join(' and ')}`]),
  ]
}

function unsaid(state: PublicState, clock: Clock) {
  const { ended, returnedAt, isDrill, updates } = state
  if (returnedAt !== null && ended === null) {
    return {
      headline: 'It has come back.',
      text: `It was over, and came back at ${clock.words(returnedAt)}.`,
    }
  }
  if (ended?.how === 'joined') return { headline: 'This goes on as part of another incident.', text: '' }
  if (ended?.how === 'over')
    return { headline: 'It is over.', text: 'The words that said so were withdrawn.' }
  if (ended) return { headline: 'Nothing more will come here.', text: '' }
  const last = newestReadable(state)
  if (updates.length > 0) {
    const text = last
      ? `Update ${last.number} said that it is over, and that did not hold. What was said since then was withdrawn.`
      : 'What was said here before was withdrawn.'
    return { headline: 'We are looking into it.', text }
  }
  return {
    headline: isDrill ? 'A drill has begun.' : 'We know of a problem and are looking into it.',
    text: 'Nothing has been said yet.',
  }
}

function withdrawal(newest: PublicUpdate | undefined, shown: PublicUpdate | null): string[] {
  if (!newest?.withdrawn || shown === null) return []
  return [`Update ${newest.number} was withdrawn. Above stands the one before it.`]
}

function ending({ ended }: PublicState, clock: Clock): string[] {
  if (ended?.how === 'no_more') return [`Closed at ${clock.words(ended.at)}. No further update will come.`]
  if (ended?.how === 'joined') {
    return [
      `Since ${clock.words(ended.at)} it goes on as part of another incident. Whoever gave you this link can say where to read on.`,
    ]
  }
  return []
}

function waiting(
  { promise, ended }: PublicState,
  clock: Clock,
  { late, isFirst }: { late: boolean; isFirst: boolean },
): string[] {
  if (ended) return []
  if (promise === null)
    return isFirst ? ['An update will stand here as soon as there is something to say.'] : []
  const by = clock.words(promise.by)
  if (late) {
    return [
      isFirst ? `The first update was due by ${by} and is late.` : `The update promised for ${by} is late.`,
    ]
  }
  return isFirst ? [`The first update comes by ${by}.`] : []
}
