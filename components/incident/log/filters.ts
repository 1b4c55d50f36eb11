/** The parts of a log that people ask for by name. Pure. */
import type { EntryFilter } from '#lib/incident/entries/matching.ts'

export const everything: EntryFilter = { kinds: [], q: '' }

/** The buttons of the log's head. */
export const presets: readonly { name: string; kinds: readonly string[] }[] = [
  { name: 'All', kinds: [] },
  {
    name: 'Key moments',
    kinds: [
      ...['incident_reported', 'status_changed', 'severity_changed', 'change_undone', 'acknowledged'],
      ...['command_accepted', 'command_taken_over', 'commander', 'decision', 'cause', 'solution_stated'],
      ...['merged_into', 'merged_from'],
    ],
  },
  { name: 'Changes', kinds: ['deploy', 'migration', 'configuration'] },
  { name: 'Decisions', kinds: ['decision'] },
]

/** The same kinds, in whatever order. */
export function isSameKinds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((kind) => b.includes(kind))
}

/** Nothing is left out. */
export function isEverything({ kinds, q }: EntryFilter): boolean {
  return kinds.length === 0 && q.trim() === ''
}
