/** Taking words out of an entry (RELIABILITY §7): what stays of it, and which entries repeat its words. Pure. */
import { isSameLabel } from '#lib/incident/incident.ts'
import type { EntryType, StoredEntry } from './table.ts'

/** Stands in the place of every text that was taken out. */
export const redactedText = '[redacted]'

/**
 * Where people's own words stand in a payload, of whatever version; dots lead inwards, `*` to each of a list.
 * Everything else is a number, a time, a choice, an id or a person's name. A type without its row does not
 * compile.
 */
const freeText: Record<EntryType, readonly string[]> = {
  incident_reported: ['topic', 'reported', 'reportedBy', 'source', 'impact.who.text', 'impact.how.text'],
  acknowledged: [],
  role_taken: [],
  role_assigned: [],
  role_released: [],
  command_offered: ['brief'],
  command_accepted: [],
  command_declined: ['reason'],
  command_offer_lapsed: [],
  commander_nudged: [],
  command_taken_over: ['reason'],
  severity_changed: ['reason'],
  status_changed: ['reason'],
  change_undone: [],
  milestone_set: ['reason'],
  impact_described: ['who.text', 'how.text'],
  fact_stated: ['text'],
  solution_stated: ['solution'],
  link_added: ['title', 'url'],
  logged: ['text', ...['rejected', 'service', 'from', 'to', 'name'].map((name) => `details.${name}`)],
  entry_corrected: ['text', 'reason'],
  topic_changed: ['from', 'to'],
  entry_pinned: ['sentence'],
  entry_unpinned: [],
  label_added: ['label.name'],
  label_removed: ['label.name'],
  merged_into: ['target.topic', 'reason'],
  merged_from: ['source.topic'],
  file_attached: ['file.name', 'alt', 'text'],
  entry_redacted: ['reason'],
  report_drafted: [],
  report_version_saved: ['reason'],
  report_approved: [],
  report_sent: ['reason', 'brief', 'text'],
  post_mortem_drafted: [],
  post_mortem_version_saved: ['reason'],
  post_mortem_assigned: [],
  post_mortem_reviewed: [],
  post_mortem_published: [],
  post_mortem_attached: ['title', 'url'],
  post_mortem_waived: ['reason'],
  post_mortem_sent: ['text'],
  update_drafted: ['title', 'headline', 'text', 'affected.*.name'],
  update_returned: ['reason'],
  update_published: ['title', 'headline', 'text', 'affected.*.name'],
  update_nudged: [],
  update_overdue: [],
  documents_shared: [],
}

/** The entry without people's words, and marked as such. Redacting it again changes nothing. */
export function redactEntry(entry: StoredEntry): StoredEntry {
  const payload = freeText[entry.type].reduce<unknown>(
    (left, path) => blank(left, path.split('.')),
    entry.payload,
  )
  // Texts became another text: the payload still has the shape of its type.
  return { ...entry, payload, redacted: true } as StoredEntry
}

/** Whether there is any word to take out. */
export function holdsWords(entry: StoredEntry): boolean {
  return JSON.stringify(redactEntry(entry).payload) !== JSON.stringify(entry.payload)
}

/** The words that a redaction takes out of the entry. */
export function wordsIn(entry: StoredEntry): string[] {
  return freeText[entry.type].flatMap((path) => textsAt(entry.payload, path.split('.')))
}

function textsAt(value: unknown, [name, ...rest]: string[]): string[] {
  if (name === undefined) return typeof value === 'string' ? [value] : []
  if (name === '*') return Array.isArray(value) ? value.flatMap((one) => textsAt(one, rest)) : []
  return typeof value === 'object' && value !== null ? textsAt(Reflect.get(value, name), rest) : []
}

/** Those types whose entries SitRep fills with words that stand in another entry. */
export const repeatingTypes = [
  'entry_pinned',
  'topic_changed',
  'label_removed',
  'merged_from',
  'merged_into',
  'report_sent',
  'update_drafted',
  'update_published',
] as const satisfies EntryType[]

/** Whether `entry`, of the same log, repeats words of `target`. */
export function repeats(entry: StoredEntry, target: StoredEntry): boolean {
  if (entry.redacted || entry.seq === target.seq) return false
  // A draft and what was published of it, whichever of the two is to be redacted. Two updates may well say the same.
  if (isUpdate(entry) && isUpdate(target)) return entry.type !== target.type && saysTheSame(entry, target)
  if (entry.seq < target.seq) return false
  if (entry.type === 'entry_pinned') return entry.payload.seq === target.seq
  if (entry.type === 'topic_changed') return entry.payload.from === topicIn(target)
  if (entry.type === 'report_sent') {
    const isLine = target.type === 'report_version_saved'
    return isLine && (entry.payload.brief?.includes(target.payload.reason) ?? false)
  }
  if (entry.type === 'label_removed') {
    return target.type === 'label_added' && isSameLabel(entry.payload.label, target.payload.label)
  }
  return false
}

function isUpdate(entry: StoredEntry): entry is Update {
  return entry.type === 'update_published' || entry.type === 'update_drafted'
}

type Update = Extract<StoredEntry, { type: 'update_published' | 'update_drafted' }>

function saysTheSame({ payload: a }: Update, { payload: b }: Update): boolean {
  return a.title === b.title && a.headline === b.headline && a.text === b.text
}

/**
 * Whether two updates, or drafts of them, hold a text in common: title and what is affected are mostly those of the
 * update before. Unlike a copy the other one stays, because what it says may be what is true now.
 */
export function sharesWords(entry: StoredEntry, target: StoredEntry): boolean {
  if (entry.redacted || entry.seq === target.seq || !isUpdate(entry) || !isUpdate(target)) return false
  const words = new Set(wordsIn(target))
  return wordsIn(entry).some((text) => words.has(text))
}

/** Whether `entry` pins one of these copies, and so repeats what they repeat. */
export function pinsOneOf(entry: StoredEntry, copies: readonly StoredEntry[]): boolean {
  return (
    entry.type === 'entry_pinned' && !entry.redacted && copies.some(({ seq }) => seq === entry.payload.seq)
  )
}

/** Whether `entry`, in the log of another incident, repeats words of `target`, which stands in that of `incidentId`. */
export function repeatsElsewhere(entry: StoredEntry, target: StoredEntry, incidentId: string): boolean {
  if (entry.redacted || (entry.type !== 'merged_from' && entry.type !== 'merged_into')) return false
  const other = entry.type === 'merged_from' ? entry.payload.source : entry.payload.target
  return other.id === incidentId && other.topic === topicIn(target)
}

function topicIn(entry: StoredEntry): string | null {
  if (entry.type === 'incident_reported') return entry.payload.topic
  return entry.type === 'topic_changed' ? entry.payload.to : null
}

/** `value` with the text at the path replaced; where there is none, nothing changes. */
function blank(value: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined) return typeof value === 'string' ? redactedText : value
  if (name === '*') return Array.isArray(value) ? value.map((one) => blank(one, rest)) : value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value
  const fields = value as Record<string, unknown> // an object with this very field
  return { ...fields, [name]: blank(fields[name], rest) }
}
