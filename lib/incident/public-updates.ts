/**
 * What those outside the room are told (D26), and the promise of the next word. A part of the state; the public state
 * that leaves the house is another fold (public-state.ts). Pure.
 */
import { type ActorRef, holders, type Incident, type Instant, type PersonRef } from './incident.ts'

export const updateStates = ['looking_into', 'cause_found', 'fixed_watching', 'over'] as const
export type UpdateState = (typeof updateStates)[number]
export const updateStateNames: Record<UpdateState, string> = {
  looking_into: 'Looking into it',
  cause_found: 'Cause found',
  fixed_watching: 'Fixed, watching',
  over: 'Over',
}

export const affectedStates = ['down', 'disrupted', 'recovered', 'not_affected'] as const
export type AffectedState = (typeof affectedStates)[number]
export const affectedStateNames: Record<AffectedState, string> = {
  down: 'Not working',
  disrupted: 'Disrupted',
  recovered: 'Working again',
  not_affected: 'Not affected',
}

/** Something that people outside know by this name, and how it is. */
export type Affected = { name: string; state: AffectedState }

export const updateLimits = { title: 120, headline: 120, text: 1_000, affected: 20, name: 80 } as const

/** What an update says. `nextUpdateAt`: when the next one comes; null when it is over. */
export type UpdateWords = {
  /** What the incident is called outside. The topic stays inside. */
  title: string
  headline: string
  text: string
  state: UpdateState
  affected: Affected[]
  nextUpdateAt: Instant | null
}

/** An earlier update that is put right: its entry, and its number as people outside count. */
export type Corrected = { seq: number; number: number }

/** The newest update, and where it stands in the log. `at` is the server's clock: nobody publishes in the past. */
export type LastUpdate = UpdateWords & { number: number; seq: number; at: Instant; by: ActorRef }

/** An update that waits for a second pair of eyes. */
export type UpdateDraft = UpdateWords & { seq: number; at: Instant; by: ActorRef; corrects: Corrected | null }

/**
 * Who is outside waits for a word until `dueAt`. `first`: before anything was said. `restsOn`: an update said so, or else
 * it follows from the severity, and goes with it. `missed`: the entry that says that it did not come. `seq`: the entry that
 * the promise rests on. `nudged`: minutes before, already asked.
 */
export type UpdatePromise = {
  kind: 'first' | 'next'
  restsOn: 'severity' | 'update'
  dueAt: Instant
  seq: number
  missed: number | null
  nudged: number[]
}

/** Promises that were due, kept, and by how much the worst was late, in whole seconds (null: none was). */
export type PromiseTally = { due: number; kept: number; worstSecondsLate: number | null }

export type PublicUpdates = {
  published: number
  last: LastUpdate | null
  draft: UpdateDraft | null
  promise: UpdatePromise | null
  /** From when on a word is owed by the severity, by the server's clock: the report, or the last reopening. */
  since: { seq: number; at: Instant }
  tally: PromiseTally
  /** Which documents the Commander put on the stakeholders' page. */
  shared: { report: boolean; postMortem: boolean }
}

export const noUpdates: Omit<PublicUpdates, 'since'> = {
  published: 0,
  last: null,
  draft: null,
  promise: null,
  tally: { due: 0, kept: 0, worstSecondsLate: null },
  shared: { report: false, postMortem: false },
}

/** Who is asked for the next update: the Communications Lead, else the Commander, else nobody. */
export function whoCommunicates(incident: Pick<Incident, 'roles'>): PersonRef[] {
  const lead = holders(incident, 'communications')
  return (lead.length > 0 ? lead : holders(incident, 'commander')).map(({ person }) => person)
}

/** Whether whoever communicates was asked for the word that is promised, or it is late. */
export function isAskedFor(promise: UpdatePromise | null): boolean {
  return promise !== null && (promise.missed !== null || promise.nudged.length > 0)
}

/** Whether an update only says again what is promised, as one that puts another right does: nothing is kept by it yet. */
export function isCarriedOn(promise: UpdatePromise | null, nextUpdateAt: Instant | null): boolean {
  return promise?.restsOn === 'update' && promise.dueAt === nextUpdateAt
}

/** The tally after the promise was answered at `at`, or (null) was found missed. */
export function tallied(
  tally: PromiseTally,
  promise: Pick<UpdatePromise, 'dueAt' | 'missed'> | null,
  at: Instant | null,
): PromiseTally {
  if (promise === null) return tally
  const isCounted = promise.missed !== null
  const due = tally.due + (isCounted ? 0 : 1)
  if (at === null) return { ...tally, due }
  const late = Math.floor((Date.parse(at) - Date.parse(promise.dueAt)) / 1000)
  if (at <= promise.dueAt) return { ...tally, due, kept: tally.kept + 1 }
  return { ...tally, due, worstSecondsLate: Math.max(tally.worstSecondsLate ?? 0, late) }
}
