/**
 * What an entry sets off later (D18): names and times only, pure. Timers are never cancelled: they fire, run a command
 * as the system, and `decide` refuses what is moot by then. Never needed in a browser.
 */
import { promiseTimes } from './cadence.ts'
import { minutesLater } from './clock.ts'
import { nudgeAfterMinutes } from './commands/silence.ts'
import type { EntryHead } from './entries/entry.ts'
import type { EntryType, Payload, StoredEntry } from './entries/table.ts'
import { commander, type Incident, type Instant, isLive } from './incident.ts'

/** `at`: not before then. What it carries names things; no word that somebody wrote leaves the log. */
export type Job =
  | { task: 'lapse_offer'; data: { ref: string; seq: number }; at: Instant }
  | { task: 'nudge_commander'; data: { ref: string }; at: Instant }
  | { task: 'draft_report'; data: { ref: string }; at: Instant }
  | { task: 'nudge_update'; data: { ref: string; dueAt: Instant; minutes: number }; at: Instant }
  | { task: 'note_overdue_update'; data: { ref: string; dueAt: Instant }; at: Instant }
  | { task: 'tell_subscribers'; data: { ref: string; seq: number }; at: Instant }

type Row<Type extends EntryType> = (
  entry: EntryHead & { payload: Payload<Type> },
  incident: Incident,
) => Job[]

/** Their silence begins anew with whatever the Commander does. */
function silence(entry: EntryHead, incident: Incident): Job[] {
  return commander(incident)?.id === entry.actor.id ? nudge(entry, incident) : []
}

/** It also begins when somebody else makes them Commander, or makes it matter. */
function nudge({ recordedAt }: EntryHead, incident: Incident): Job[] {
  if (!commander(incident) || !isLive(incident) || incident.severity === 'SEV3') return []
  const at = minutesLater(recordedAt, nudgeAfterMinutes)
  return [{ task: 'nudge_commander', data: { ref: incident.ref }, at }]
}

/** A resolved incident finds its report drafted. */
function draft(
  { payload, recordedAt }: EntryHead & { payload: Payload<'status_changed'> },
  { ref }: Incident,
): Job[] {
  return payload.to === 'resolved' ? [{ task: 'draft_report', data: { ref }, at: recordedAt }] : []
}

// D28: an entry type without its row does not compile.
const table: { [Type in EntryType]: Row<Type> } = {
  incident_reported: silence,
  acknowledged: silence,
  role_taken: silence,
  role_assigned: nudge,
  role_released: silence,
  command_offered: (entry, incident) => [
    { task: 'lapse_offer', data: { ref: incident.ref, seq: entry.seq }, at: entry.payload.expiresAt },
    ...silence(entry, incident),
  ],
  command_accepted: silence,
  command_declined: silence,
  severity_changed: (entry, incident) => [...nudge(entry, incident), ...anew(entry, incident)],
  status_changed: (entry, incident) => [...nudge(entry, incident), ...draft(entry, incident)],
  impact_described: silence,
  fact_stated: silence,
  solution_stated: silence,
  link_added: silence,
  logged: silence,
  entry_corrected: silence,
  topic_changed: silence,
  entry_pinned: silence,
  entry_unpinned: silence,
  label_added: silence,
  label_removed: silence,
  milestone_set: silence,
  change_undone: (entry, incident) => [...nudge(entry, incident), ...anew(entry, incident)],
  merged_into: silence,
  merged_from: silence,
  commander_nudged: silence,
  command_taken_over: silence,
  command_offer_lapsed: silence,
  file_attached: silence,
  entry_redacted: silence,
  report_drafted: silence,
  report_version_saved: silence,
  report_approved: silence,
  report_sent: silence,
  post_mortem_drafted: silence,
  post_mortem_version_saved: silence,
  post_mortem_assigned: silence,
  post_mortem_reviewed: silence,
  post_mortem_published: silence,
  post_mortem_attached: silence,
  post_mortem_waived: silence,
  post_mortem_sent: silence,
  update_drafted: silence,
  update_returned: silence,
  update_published: (entry, incident) => [
    { task: 'tell_subscribers', data: { ref: incident.ref, seq: entry.seq }, at: entry.recordedAt },
    ...silence(entry, incident),
  ],
  update_nudged: silence,
  update_overdue: silence,
  documents_shared: silence,
}

/** A promise is asked for before its time, and missed after it. */
function promised(
  { seq, recordedAt }: Pick<EntryHead, 'seq' | 'recordedAt'>,
  { ref, updates }: Incident,
): Job[] {
  const { promise } = updates
  if (promise?.seq !== seq) return []
  const { dueAt } = promise
  const { nudges, missedAt } = promiseTimes(dueAt)
  return [
    ...nudges
      .filter(({ at }) => at > recordedAt)
      .map(({ minutes, at }): Job => ({ task: 'nudge_update', data: { ref, dueAt, minutes }, at })),
    { task: 'note_overdue_update', data: { ref, dueAt }, at: missedAt },
  ]
}

/** A promise that follows from the severity may rest on an older entry; its timers were never set, or have come and gone. */
function anew(entry: EntryHead, incident: Incident): Job[] {
  const { promise } = incident.updates
  return promise && promise.seq < entry.seq
    ? promised({ seq: promise.seq, recordedAt: entry.recordedAt }, incident)
    : []
}

/**
 * Those of the promise that stands in a state that no command has just made, at `now`. One whose time has passed gets
 * none: whoever made it may not have known of it, and the act that answers it notes that it was late.
 */
export function jobsOfPromise(incident: Incident, now: Instant): Job[] {
  const { promise } = incident.updates
  if (!promise || promise.missed !== null || promise.dueAt <= now) return []
  return promised({ seq: promise.seq, recordedAt: now }, incident)
}

/** The jobs of one entry; `incident` is the state after the whole command that made it. */
export function jobsOf(entry: StoredEntry, incident: Incident): Job[] {
  // The row of this very type takes this very payload.
  const row = table[entry.type] as (entry: StoredEntry, incident: Incident) => Job[]
  return [...row(entry, incident), ...promised(entry, incident)]
}
