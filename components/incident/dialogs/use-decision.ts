'use client'

import { useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { getRules } from '#components/live/rules.ts'
import { contextOf } from '#components/live/shown.ts'
import { currentTime } from '#components/ui/ticker.ts'
import type { Refusal } from '#lib/incident/commands/command.ts'

/** What the rules here say to a command before it is sent: a refusal, or null. The server decides again. */
export function useDecision(): (command: CommandBody) => Refusal | null {
  const { live, me, people } = useRoom()
  return ({ type, ...input }) => {
    const now = new Date(currentTime()).toISOString()
    const person = (id: string) => people.find((each) => each.id === id) ?? null
    const context = contextOf(live.entries, { actor: me, person }, now)
    const decision = getRules()?.(live.incident, { type, input }, context)
    return decision && 'refusal' in decision ? decision.refusal : null
  }
}
