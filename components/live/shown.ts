/** What is shown: the confirmed state with the pending commands decided on top (D11). Pure. */

import { type CommandBody, knowing, type Pending } from '#components/live/pending.ts'
import type { Snapshot } from '#components/live/snapshot.ts'
import type { Context } from '#lib/incident/commands/command.ts'
import type { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, sentenceOf } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'

/** An entry of the log, or one that is on its way there: then `pending` is what it waits for. */
export type ShownEntry = Entry & { pending?: Pending }
export type Shown = {
  incident: Incident
  entries: readonly ShownEntry[]
  /** Pending commands that follow nothing from the state as it is known here; the server will say. */
  undecided: readonly Pending[]
  /** Corrections of loaded entries that are not loaded in their own place. */
  aside: readonly Entry[]
}

/**
 * `known` gives the actor and looks up people; the clock and the entries come from here. `rules` is the core's
 * `decide`, null until it is loaded: then nothing is decided yet.
 */
export function showPending(
  snapshot: Snapshot,
  pending: readonly Pending[],
  known: Pick<Context, 'actor' | 'person'>,
  rules: typeof decide | null,
): Shown {
  const isOf =
    ({ key }: Pending) =>
    ({ commandId }: Entry) =>
      commandId === key
  // Few are pending, and mostly none.
  const own = pending.flatMap((each) => snapshot.entries.filter(isOf(each)))
  let incident: Incident = snapshot.incident
  const entries: ShownEntry[] = []
  const undecided: Pending[] = []
  for (const each of pending) {
    if (own.some(isOf(each))) continue
    const context = contextOf(snapshot.entries, known, each.at)
    const drafts = rules && draftsOf(rules, incident, knowing(each.input, [...own, ...entries]), context)
    if (!drafts) undecided.push(each)
    for (const draft of drafts ?? []) {
      const entry = signDraft(draft, {
        seq: incident.seq + 1,
        actor: known.actor,
        commandId: each.key,
        recordedAt: each.at,
      })
      incident = evolve(incident, entry)
      entries.push({ ...entry, sentence: sentenceOf(entry), hash: '', pending: each })
    }
  }
  return {
    incident,
    entries: entries.length === 0 ? snapshot.entries : [...snapshot.entries, ...entries],
    undecided,
    aside: snapshot.aside ?? none,
  }
}

/** What a decision in the browser may know: of other incidents and of files it knows nothing. */
export function contextOf(
  entries: readonly Entry[],
  known: Pick<Context, 'actor' | 'person'>,
  now: Instant,
): Context {
  return {
    ...known,
    now,
    entry: (seq) => entries.find((entry) => entry.seq === seq) ?? null,
    incident: () => null,
    file: () => null,
    stakeholder: () => null,
  }
}

function draftsOf(
  rules: typeof decide,
  incident: Incident,
  input: CommandBody,
  context: Context,
): Draft[] | null {
  try {
    const { type, ...fields } = input
    const decision = rules(incident, { type, input: fields }, context)
    return 'drafts' in decision ? decision.drafts : null
  } catch {
    // A queue kept from an older version of this page may hold what today's rules cannot read.
    return null
  }
}

const none: readonly Entry[] = []
