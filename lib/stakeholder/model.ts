/** Those who are told how it went, without an account (DOMAIN §1). Pure, also for the browser. */
import type { Severity } from '#lib/incident/incident.ts'
import type { UpdatesNote } from '#lib/subscriber/model.ts'

export type Stakeholder = {
  id: string
  name: string
  /** null: whoever asks does not see addresses. */
  email: string | null
  group: string | null
  /** Why nothing is sent to the address any more. */
  suppressed: Suppression | null
  /** The severities whose public updates they get by mail. */
  updates: Severity[]
  /** Why they get none, where somebody wanted it otherwise; null: nothing of the kind. */
  updatesNote: UpdatesNote | null
}

/** Mail came back, or was called spam. */
export type Suppression = 'bounced' | 'complained'

export const suppressionWords: Record<Suppression, string> = {
  bounced: 'Mail came back',
  complained: 'Asked for no mail',
}

/** Somebody whom a report can be sent to. */
export type Recipient = { id: string; name: string; email: string }
/** The same as they are chosen from; nothing is sent where it is suppressed. */
export type Choosable = Recipient & { suppressed: Suppression | null }

/** Somebody to choose for a sending. `suppressed`: why nothing is sent to their address, null where it is. */
export type SendChoice = Recipient & {
  group: string | null
  suppressed: Suppression | null
}

/** What a choice begins with. */
export type SendChoices = {
  /** Those whom the groups of the severity hold. */
  usual: SendChoice[]
  /** Those who got it before, as far as they are in the directory. */
  before: SendChoice[]
  /** Ids of everybody in the directory whose address nothing is sent to. */
  suppressed: { id: string; reason: Suppression }[]
}

/** A group with everybody in it; `name` null: those in no group. */
export type RecipientGroup = { name: string | null; members: Choosable[] }

/** A group and how many are in it. */
export type GroupRow = { name: string; members: number }

/** By severity, the groups that a report goes to unless somebody chooses otherwise. */
export type SeverityGroups = Record<Severity, string[]>

/** A row of a table that can be taken. `group` undefined: the table has no such column, the present group stays. */
export type ImportRow = { name: string; email: string; group: string | null | undefined }

/** A row that cannot be taken: its line in the file, and what would be right. */
export type ImportFault = { line: number; says: string }

/** What an import would do; nothing is written yet. */
export type ImportPreview = {
  added: number
  updated: number
  unchanged: number
  /** The first of those that would be written. */
  sample: { line: number; name: string; email: string; group: string | null; is: 'new' | 'updated' }[]
  faults: ImportFault[]
  /** All rows at fault, also those that are not listed. */
  faultCount: number
}

export const importLimits = { rows: 20_000, characters: 3_000_000, shown: 50 } as const

/** What those in no group are listed under. */
const noGroup = 'In no group'

/** In a list sorted by group: runs of the same group under its name. */
export function groupsOf<Row extends { group: string | null }>(
  rows: readonly Row[],
): { title: string; rows: Row[] }[] {
  const groups: { title: string; rows: Row[] }[] = []
  for (const row of rows) {
    const title = row.group ?? noGroup
    const last = groups.at(-1)
    if (last?.title === title) last.rows.push(row)
    else groups.push({ title, rows: [row] })
  }
  return groups
}

/** "3 people", "1 person" */
export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`
}
