'use client'

import { Tape } from '#components/incident/tape.tsx'
import { tapeOf } from '#components/now/tape-input.ts'
import { useTicking } from '#components/ui/ticker.ts'
import type { Incident } from '#lib/incident/incident.ts'
import type { TapeEntry } from '#lib/now/model.ts'

type LiveTapeProps = {
  incident: Incident
  entries: readonly TapeEntry[]
  zone: string
  /** The moment that the page was rendered for, in milliseconds. */
  now: number
}

const stepMs = 10_000

/** The tape of an open incident; its now moves on every ten seconds. */
export function LiveTape({ incident, entries, zone, now }: LiveTapeProps) {
  const steps = useTicking((at) => String(Math.floor(at / stepMs)), now)
  const shown = Math.max(now, Number(steps) * stepMs)
  return <Tape {...tapeOf(incident, entries, shown)} timeZone={zone} kind={incident.kind} />
}
