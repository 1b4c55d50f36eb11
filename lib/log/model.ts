/** What a list shows besides its incidents. Pure types, also for the browser. */

import type { Entry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'

/** An open incident, as short lists show it. */
export type OpenIncident = Pick<Incident, 'ref' | 'kind' | 'topic' | 'severity' | 'status'> & {
  reportedAt: string
}

/** Where the words stand in a text: [from, to) in UTF-16 units, in order, none overlapping. */
export type Ranges = [from: number, to: number][]

/** Part of an entry that mentions what somebody searched for. `text` may begin and end with "…". */
export type Snippet = {
  seq: number
  occurredAt: string
  /** "Decision by Ines Okafor". Empty when `text` is the whole sentence. */
  head: string
  text: string
  ranges: Ranges
}

/** Why an incident was found: where the words stand in its topic, and the first two entries that hold them. */
export type Finding = { topic: Ranges; entries: Snippet[] }

/** A name to choose from. */
export type Choice = { value: string; name: string }
/** What the filters of the list offer. */
export type Choices = { people: Choice[]; labels: Choice[] }

/** Entries in their order, and those outside of the part that correct, redact or undo one in it. */
export type LogPart = { entries: readonly Entry[]; corrections: readonly Entry[] }
