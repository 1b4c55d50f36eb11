/** What can be chosen to see of a log, in people's words. Pure. */
import type { EntryType } from '#lib/incident/entries/table.ts'
import { kindNames } from '#lib/incident/words.ts'

const groupOf: Record<Exclude<EntryType, 'logged'>, string> = {
  incident_reported: 'Report and status',
  status_changed: 'Report and status',
  severity_changed: 'Report and status',
  change_undone: 'Report and status',
  topic_changed: 'Report and status',
  merged_into: 'Report and status',
  merged_from: 'Report and status',
  acknowledged: 'People and command',
  role_taken: 'People and command',
  role_assigned: 'People and command',
  role_released: 'People and command',
  command_offered: 'People and command',
  command_accepted: 'People and command',
  command_declined: 'People and command',
  command_offer_lapsed: 'People and command',
  command_taken_over: 'People and command',
  commander_nudged: 'People and command',
  impact_described: 'Facts and impact',
  fact_stated: 'Facts and impact',
  solution_stated: 'Facts and impact',
  milestone_set: 'Facts and impact',
  link_added: 'Links, labels, pins',
  label_added: 'Links, labels, pins',
  label_removed: 'Links, labels, pins',
  entry_pinned: 'Links, labels, pins',
  entry_unpinned: 'Links, labels, pins',
  file_attached: 'Images and files',
  entry_corrected: 'Corrections',
  entry_redacted: 'Corrections',
  report_drafted: 'Report and post-mortem',
  report_version_saved: 'Report and post-mortem',
  report_approved: 'Report and post-mortem',
  report_sent: 'Report and post-mortem',
  post_mortem_drafted: 'Report and post-mortem',
  post_mortem_version_saved: 'Report and post-mortem',
  post_mortem_assigned: 'Report and post-mortem',
  post_mortem_reviewed: 'Report and post-mortem',
  post_mortem_published: 'Report and post-mortem',
  post_mortem_attached: 'Report and post-mortem',
  post_mortem_waived: 'Report and post-mortem',
  post_mortem_sent: 'Report and post-mortem',
}

/** Every kind of entry is in one of these. */
export const kindGroups: readonly { name: string; kinds: readonly string[] }[] = [
  ...Object.entries(kindNames).map(([kind, name]) => ({ name, kinds: [kind] })),
  ...Object.entries(Object.groupBy(Object.entries(groupOf), ([, name]) => name)).map(([name, types]) => ({
    name,
    kinds: (types ?? []).map(([type]) => type),
  })),
]
