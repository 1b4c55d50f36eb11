/** The milestones that are known, each with what should be known about its time. Pure. */
import type { Entry } from '#lib/incident/entries/table.ts'
import {
  type Incident,
  type Instant,
  type MilestoneName,
  milestoneNames,
  type SettableMilestone,
  settableMilestones,
} from '#lib/incident/incident.ts'
import { milestoneWords } from '#lib/incident/words.ts'
import { formatLateness } from '#lib/time/duration.ts'

export type MilestoneRow = {
  name: MilestoneName
  words: string
  at: Instant
  /** The same name, when people may set it. */
  settable: SettableMilestone | null
  /** The entry in which somebody said the time; null when it is when something happened here. */
  setBy: number | null
  /** "added 40 min later", when it came to the log late and its entry is loaded; else nothing. */
  late: string | null
}

/** In the order of time. `entries` is what is loaded of the log. */
export function milestoneRows(
  { milestones, sources }: Pick<Incident, 'milestones' | 'sources'>,
  entries: readonly Entry[],
): MilestoneRow[] {
  return milestoneNames
    .flatMap((name): MilestoneRow[] => {
      const at = milestones[name]
      const source = sources[name]
      if (at === null) return []
      const entry = source && entries.find(({ seq }) => seq === source.seq)
      const isSaid = source !== undefined && source.at !== at
      return [
        {
          name,
          words: milestoneWords[name],
          at,
          settable: settableMilestones.find((each) => each === name) ?? null,
          setBy: isSaid ? source.seq : null,
          late: (entry && !isSaid && formatLateness(entry.occurredAt, entry.recordedAt)) || null,
        },
      ]
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
