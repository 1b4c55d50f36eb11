import type { EntryHead } from './entry.ts'

type Placed = Pick<EntryHead, 'seq' | 'occurredAt'>

/** By the time at which it happened; what happened at one instant stays in the order of the log. */
export function inOrder<One extends Placed>(entries: readonly One[]): One[] {
  return entries.toSorted((a, b) =>
    a.occurredAt === b.occurredAt ? a.seq - b.seq : a.occurredAt < b.occurredAt ? -1 : 1,
  )
}
