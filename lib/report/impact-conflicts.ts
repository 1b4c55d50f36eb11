/**
 * Texts of impact that contradict each other. While an incident goes on, a later text is an update: people learn. Two
 * texts contradict each other when neither can be an update of the other:
 *
 * - both were said of the finished incident, by two people, and nobody in command settled it;
 * - the one that stands was written down later, but tells of an earlier time than the other;
 * - the one that stands says that nobody was impacted, with no word why, and the log or the next answer says otherwise.
 */
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import type { Answer } from '#lib/incident/incident.ts'
import { isBlank } from './blank.ts'
import type { LogRecord } from './record.ts'

type Side = 'who' | 'how'
type Said = { text: string; entry: EntryOf<'impact_described'> | EntryOf<'incident_reported'> }

const sides: [number, Side, string][] = [
  [7, 'who', 'who was impacted'],
  [8, 'how', 'how they were impacted'],
]
const nobody = /^(nobody|no one|none|no (customers?|users?|people))( (was|were) (affected|impacted))?\W*$/i
const nothing = /^(nothing|none|not|no|nobody|never)\b/i

/** By the number of the question, a sentence for each pair that differs. */
export function impactConflicts(record: LogRecord): [number, string][] {
  return sides.flatMap(([number, side, words]): [number, string][] => {
    const said = textsOf(record.entries, side)
    const stands = said.at(-1)
    if (!stands || !('text' in (record.incident.impact[side] ?? {}))) return []
    const other = said.findLast((one) => differs(one, stands) && contradicts(record, one, stands))
    if (!other) return []
    const verdict = stands.entry.occurredAt < other.entry.occurredAt ? 'earlier' : 'later'
    const pair = [other, stands].map(
      ({ entry }) => `${record.clock.short(entry.occurredAt)} by ${entry.actor.name}`,
    )
    if (verdict === 'earlier') pair.reverse()
    return [[number, `Two texts of ${words} differ: ${pair.join(', ')}. The ${verdict} one stands.`]]
  })
}

/** "Nobody" against what the log, or the next answer, says. */
export function denialOf(record: LogRecord): [number, string][] {
  const { who, how } = record.incident.impact
  if (!nobody.test(wordsOf(who))) return []
  const earlier = textsOf(record.entries, 'who').findLast(({ text }) => !/^(nobody|no|none)\b/i.test(text))
  if (earlier) {
    const at = record.clock.shortOn(earlier.entry.occurredAt)
    return [[7, `Nobody was impacted, it says, though ${earlier.entry.actor.name} said ${at} who was.`]]
  }
  const told = wordsOf(how)
  if (isBlank(told) || nothing.test(told)) return []
  return [[7, 'Nobody was impacted, it says, though the next answer says how they were.']]
}

function contradicts({ incident, moments }: LogRecord, one: Said, stands: Said): boolean {
  if (stands.entry.occurredAt < one.entry.occurredAt) return true
  const over = moments.resolved?.at
  const bothAfter = over !== undefined && one.entry.occurredAt >= over && stands.entry.occurredAt >= over
  const by = stands.entry.actor.id
  return bothAfter && one.entry.actor.id !== by && !commanded(incident.roles, by)
}

/** Whoever held command speaks last. */
function commanded(roles: LogRecord['incident']['roles'], personId: string): boolean {
  return roles.findLast(({ role }) => role === 'commander')?.person.id === personId
}

function textsOf(entries: readonly Entry[], side: Side): Said[] {
  return entries.flatMap((entry): Said[] => {
    if (entry.type !== 'impact_described' && entry.type !== 'incident_reported') return []
    const answer = entry.type === 'impact_described' ? entry.payload[side] : entry.payload.impact[side]
    const text = wordsOf(answer ?? null)
    return isBlank(text) ? [] : [{ text, entry }]
  })
}

/** Other words, and not only more of them. */
function differs(one: Said, other: Said): boolean {
  const [a, b] = [one, other].map(({ text }) =>
    text
      .toLowerCase()
      .replaceAll(/[\s\p{P}]+/gu, ' ')
      .trim(),
  )
  return a !== undefined && b !== undefined && !b.includes(a)
}

function wordsOf(answer: Answer): string {
  return answer && 'text' in answer ? answer.text.trim() : ''
}
