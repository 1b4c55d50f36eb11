/**
 * What a filter or a search of a log leaves. The browser asks this, the database the same in SQL
 * (lib/log/queries.ts).
 */
import type { StoredEntry } from './table.ts'

/** `kinds`: none means all, else any of them. `q`: the words as typed, found in any case; empty means all. */
export type EntryFilter = { kinds: readonly string[]; q: string }

/** What an entry is called: by its type, by what was logged, by the fact or the role that it is about. */
function kindsOf({ type, payload }: Pick<StoredEntry, 'type' | 'payload'>): string[] {
  // Payloads are parsed objects; these three of their fields hold a name where they exist.
  const { kind, fact, role } = payload as Partial<Record<'kind' | 'fact' | 'role', string>>
  return [type, kind, fact, role].filter((name) => name !== undefined)
}

/** Whether the entry passes. Words are looked for in its author's name, its type and everything it says. */
export function isMatch(
  entry: Pick<StoredEntry, 'type' | 'payload' | 'actor'>,
  { kinds, q }: EntryFilter,
): boolean {
  if (kinds.length > 0 && !kindsOf(entry).some((kind) => kinds.includes(kind))) return false
  const wanted = q.trim().toLowerCase()
  if (wanted === '') return true
  return [entry.actor.name, entry.type.replaceAll('_', ' '), ...stringsIn(entry.payload)].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
