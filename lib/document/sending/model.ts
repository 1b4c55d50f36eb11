/**
 * Whom a document is sent to, as somebody chooses on screen, and what they are told of it. Pure,
 * also for the browser.
 */
import type { SavedVersion } from '#lib/document/model.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { Incident } from '#lib/incident/incident.ts'
import type { SendChoice } from '#lib/stakeholder/model.ts'

/** A choice that is not sent yet: kept on this device. */
export type SendDraft = {
  /** Ids of those of the beginning who are left out. */
  left: string[]
  /** Those who are added to it. */
  added: SendChoice[]
  note: string
  /** What changed, as somebody wrote it; null: as the versions say. */
  changes: string | null
  /** Why it goes out with its gaps. */
  override: string
}

export const nobodyChosen: SendDraft = { left: [], added: [], note: '', changes: null, override: '' }

/** A row of the list: a group with those of it who get the document, or one person. */
export type ChoiceRow = { key: string; group: string | null; members: SendChoice[] }

export type Chosen = {
  rows: ChoiceRow[]
  /** Who gets it, each once. */
  ids: string[]
  /** Whom nothing is sent to: an earlier mail came back, or they complained. */
  suppressed: SendChoice[]
  /** Those of the beginning who are left out, to be put back. */
  left: SendChoice[]
}

/** What the beginning and the draft come to. Groups first, then people by themselves, as they were added. */
export function chosenOf(beginning: readonly SendChoice[], draft: SendDraft): Chosen {
  const left = new Set(draft.left)
  const there = new Set(beginning.map(({ id }) => id))
  const added = draft.added.filter(({ id }) => !there.has(id))
  const all = unique([...beginning.filter(({ id }) => !left.has(id)), ...added])
  return {
    rows: rowsOf(all),
    ids: all.filter(({ suppressed }) => suppressed === null).map(({ id }) => id),
    suppressed: all.filter(({ suppressed }) => suppressed !== null),
    left: beginning.filter(({ id }) => left.has(id)),
  }
}

/** The draft without these people. */
export function without(draft: SendDraft, ids: readonly string[]): SendDraft {
  const gone = new Set(ids)
  return {
    ...draft,
    left: [...new Set([...draft.left, ...ids])],
    added: draft.added.filter(({ id }) => !gone.has(id)),
  }
}

/** The draft with these people, also those who were left out. */
export function withPeople(draft: SendDraft, people: readonly SendChoice[]): SendDraft {
  const ids = new Set(people.map(({ id }) => id))
  return {
    ...draft,
    left: draft.left.filter((id) => !ids.has(id)),
    added: unique([...draft.added, ...people]),
  }
}

/** What changed since version `sent`, as the versions after it say: a line each, the oldest first. */
export function changesSince(versions: readonly SavedVersion[], sent: number): string {
  const whys = versions.filter(({ version }) => version > sent).map(({ why }) => why)
  return [...new Set(whys.reverse())].map((why, _, all) => (all.length > 1 ? `- ${why}` : why)).join('\n')
}

/** What was sent last of a document, by which those who got it are found again. */
type LastSent = { kind: DocumentName; version: number }

/** What went out last: of a post-mortem that nobody got yet, the report, because the same people get it. */
export function lastSent(name: DocumentName, { report, postMortem }: Incident['documents']): LastSent | null {
  const own = name === 'post_mortem' ? postMortem.sent : null
  if (own) return { kind: 'post_mortem', version: own.version }
  return report?.sent ? { kind: 'report', version: report.sent.version } : null
}

type Delivered = { kind: string; version: number | null; recipient: { id: string } }

/** Those who were sent it, by their ids in the directory: versions of both documents have the same numbers. */
export function whoGot(sent: LastSent | null, deliveries: readonly Delivered[]): string[] {
  const got = deliveries.filter(({ kind, version }) => kind === sent?.kind && version === sent.version)
  return [...new Set(got.map(({ recipient }) => recipient.id))]
}

/** A group of one is that person. */
function rowsOf(people: readonly SendChoice[]): ChoiceRow[] {
  const groups = Map.groupBy(people, ({ group, id }) => group ?? `\u0000${id}`)
  const rows = [...groups].map(([key, members]): ChoiceRow => {
    const group = members.length > 1 ? (members[0]?.group ?? null) : null
    return { key, group, members }
  })
  return [...rows.filter(({ group }) => group !== null), ...rows.filter(({ group }) => group === null)]
}

function unique(people: readonly SendChoice[]): SendChoice[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}
