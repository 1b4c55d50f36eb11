/**
 * What an entry tells those outside (D15), a row per type (D28): most tell nothing. Pure. Whatever a row gives is read
 * by anybody who holds a link.
 */
import type { EntryHead } from './entries/entry.ts'
import type { EntryType, Payload, StoredEntry } from './entries/table.ts'
import { type Incident, isReopening } from './incident.ts'
import { reportToShow } from './owed.ts'
import { evolvePublic, type PublicEvent, type PublicState } from './public-state.ts'

type Row<Type extends EntryType> = (
  entry: EntryHead & { payload: Payload<Type> },
  incident: Incident,
) => PublicEvent[]

const nothing = (): PublicEvent[] => []

const times = (_: unknown, { milestones, statuses }: Incident): PublicEvent[] => [
  {
    type: 'times',
    reportedAt: milestones.reportedAt ?? statuses[0]?.from ?? '',
    beganAt: milestones.impactStartedAt,
  },
]

const promise = (_: unknown, { updates }: Incident): PublicEvent[] => [
  {
    type: 'promise',
    promise: updates.promise && { by: updates.promise.dueAt, isLate: updates.promise.missed !== null },
  },
]

/** The newest versions that went out, as far as the Commander put them on the page. */
const documents = (_: unknown, { kind, documents, updates }: Incident): PublicEvent[] => {
  const report = reportToShow({ kind, documents })
  const { published } = documents.postMortem
  return [
    {
      type: 'documents',
      documents: {
        report: updates.shared.report && report ? { version: report.version } : null,
        postMortem: updates.shared.postMortem && published ? { version: published.version } : null,
      },
    },
  ]
}

const statusChanged: Row<'status_changed'> = (entry, incident) => [
  ...times(entry, incident),
  ...turn(entry),
  ...promise(entry, incident),
  ...documents(entry, incident),
]

/** What of the course those outside have to know. That it is over says an update alone. */
function turn({
  payload: { from, to },
  occurredAt: at,
}: EntryHead & { payload: Payload<'status_changed'> }): PublicEvent[] {
  if (to === 'closed' || to === 'cancelled') return [{ type: 'ended', at, how: 'no_more' }]
  if (to === 'merged') return [{ type: 'ended', at, how: 'joined' }]
  return isReopening(from, to) ? [{ type: 'returned', at }] : []
}

const updatePublished: Row<'update_published'> = (entry, incident) => {
  const { title, headline, text, state, affected, nextUpdateAt, number, corrects } = entry.payload
  const withdrawn = entry.redacted === true
  const update = {
    ...{ number, at: entry.recordedAt, state, nextUpdateAt, corrects: corrects?.number ?? null, withdrawn },
    ...(withdrawn ? { headline: '', text: '' } : { headline, text }),
  }
  return [
    withdrawn
      ? { type: 'updated', title: null, affected: null, update }
      : { type: 'updated', title, affected, update },
    ...promise(entry, incident),
  ]
}

// D28: an entry type without its row does not compile.
const table: { [Type in EntryType]: Row<Type> } = {
  incident_reported: (entry, incident) => [
    { type: 'first', isDrill: incident.kind === 'drill', reportedAt: entry.occurredAt },
    ...promise(entry, incident),
  ],
  acknowledged: nothing,
  role_taken: nothing,
  role_assigned: nothing,
  role_released: nothing,
  command_offered: nothing,
  command_accepted: nothing,
  command_declined: nothing,
  severity_changed: promise,
  status_changed: statusChanged,
  impact_described: times,
  fact_stated: nothing,
  solution_stated: nothing,
  link_added: nothing,
  logged: nothing,
  entry_corrected: nothing,
  topic_changed: nothing,
  entry_pinned: nothing,
  entry_unpinned: nothing,
  label_added: nothing,
  label_removed: nothing,
  milestone_set: times,
  change_undone: (entry, incident) => [...times(entry, incident), ...promise(entry, incident)],
  merged_into: nothing,
  merged_from: nothing,
  commander_nudged: nothing,
  command_taken_over: nothing,
  command_offer_lapsed: nothing,
  file_attached: nothing,
  entry_redacted: nothing,
  report_drafted: nothing,
  report_version_saved: nothing,
  report_approved: documents,
  report_sent: documents,
  post_mortem_drafted: nothing,
  post_mortem_version_saved: nothing,
  post_mortem_assigned: nothing,
  post_mortem_reviewed: nothing,
  post_mortem_published: documents,
  post_mortem_attached: nothing,
  post_mortem_waived: nothing,
  post_mortem_sent: nothing,
  update_drafted: nothing,
  update_returned: nothing,
  update_published: updatePublished,
  update_nudged: nothing,
  update_overdue: promise,
  documents_shared: documents,
}

/** The public state after `entry`; `incident` is the internal one after it. The same object when it told nothing. */
export function publish(
  state: PublicState | null,
  entry: StoredEntry,
  incident: Incident,
): PublicState | null {
  // The row of this very type takes this very payload.
  const row = table[entry.type] as (entry: StoredEntry, incident: Incident) => PublicEvent[]
  return row(entry, incident).reduce<PublicState | null>(evolvePublic, state)
}
