'use client'

import { useRoom } from '#components/incident/room.ts'
import { proposalsOf } from '#components/incident/update/fields.ts'
import { useTicking } from '#components/ui/ticker.ts'

/**
 * Times for the next update. They move on with the clock, so that a sheet that stands open promises
 * nothing that has passed.
 */
export function useProposals(): readonly number[] {
  const { live, now } = useRoom()
  const { severity } = live.confirmed
  return useTicking((at) => proposalsOf(severity, at).join(), now)
    .split(',')
    .map(Number)
}
