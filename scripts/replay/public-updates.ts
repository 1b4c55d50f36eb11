/** What a status page told its readers, as updates of ours: its words, its states, and when the next word came. */
import { type UpdateState, updateLimits } from '#lib/incident/public-updates.ts'
import { line } from './fields.ts'
import type { PlannedUpdate } from './model.ts'

export type SourceUpdate = { at: string; status: string; message: string }

const states: Record<string, UpdateState> = {
  investigating: 'looking_into',
  identified: 'cause_found',
  in_progress: 'cause_found',
  monitoring: 'fixed_watching',
  verifying: 'fixed_watching',
  resolved: 'over',
  completed: 'over',
}

/** Where the source says nothing more, though it is not over. */
const silentMinutes = 60
/** A promise reaches a week; the day on which it is played is a part of that. */
const mostMinutes = 5 * 24 * 60

type About = { topic: string; components: readonly string[]; isDown: boolean }

/** An update for each of the source's, in its order. */
export function publicUpdates(
  updates: readonly SourceUpdate[],
  { topic, components, isDown }: About,
): PlannedUpdate[] {
  let state: UpdateState = 'looking_into'
  return updates.map(({ at, status, message }, index) => {
    // What is called an "update" goes on as before.
    state = states[status] ?? state
    const next = updates[index + 1]
    const minutes = next ? Math.round((Date.parse(next.at) - Date.parse(at)) / 60_000) : silentMinutes
    const affected = [...new Set(components.map((name) => cut(name, updateLimits.name)))]
    const how = state === 'over' ? 'recovered' : isDown ? 'down' : 'disrupted'
    return {
      type: 'publish_update',
      title: cut(topic, updateLimits.title),
      headline: cut(firstSentence(message), updateLimits.headline),
      text: message.length > updateLimits.text ? `${message.slice(0, updateLimits.text - 1)}…` : message,
      state,
      affected: affected.slice(0, updateLimits.affected).map((name) => ({ name, state: how })),
      nextInMinutes: state === 'over' ? null : Math.min(mostMinutes, Math.max(1, minutes)),
    }
  })
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(line(text))?.[0] ?? line(text)
}

function cut(text: string, most: number): string {
  const whole = line(text)
  return whole.length <= most ? whole : `${whole.slice(0, most - 1)}…`
}
