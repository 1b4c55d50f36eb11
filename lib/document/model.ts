/** The two documents of an incident: their sections, and what is kept of each. Pure, also for the browser. */
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { Instant } from '#lib/incident/incident.ts'

export const documentNames = ['report', 'post_mortem'] as const satisfies DocumentName[]

export const reportSections = [
  'headline',
  'summary',
  'answer_1',
  'answer_2',
  'answer_3',
  'answer_4',
  'answer_5',
  'answer_6',
  'answer_7',
  'answer_8',
] as const
export type ReportSection = (typeof reportSections)[number]

/** The sections of a post-mortem (DOMAIN §6), in their order. Follow-ups stand beside them. */
export const postMortemSections = [
  'summary',
  'what_happened',
  'impact',
  'detection',
  'timeline',
  'contributing_factors',
  'resolution',
  'went_well',
  'went_wrong',
  'lucky',
  'learnings',
  'participants',
] as const
export type PostMortemSection = (typeof postMortemSections)[number]
export type SectionName = ReportSection | PostMortemSection

export const sectionsOf = {
  report: reportSections,
  post_mortem: postMortemSections,
} as const satisfies Record<DocumentName, readonly SectionName[]>

/** The longest text of a section, in characters. */
export const longestSection = 20_000

/**
 * The working text of one section, as it is edited. Three texts are kept (D16): composed when the editing began, edited,
 * and composed now; where the first and the last differ, the log has moved on since.
 */
export type WorkingSection = {
  section: SectionName
  /** 0: nobody has edited it yet. */
  revision: number
  /** Markdown; null: as the log has it. */
  text: string | null
  composedThen: string
  editedBy: string
  editedAt: Instant
}

/** What is kept of a saved version besides its content. */
export type SavedVersion = {
  version: number
  /** SHA-256 of the content, hexadecimal. */
  hash: string
  why: string
  by: string
  at: Instant
  seq: number
}

/** What a reviewer said of a section. */
export type Comment = {
  id: string
  section: SectionName
  text: string
  by: string
  at: Instant
  resolvedBy: string | null
  resolvedAt: Instant | null
}

/** "post-mortem", as addresses write it, by its own name; null: there is no such document. */
export function findDocumentName(written: string): DocumentName | null {
  return documentNames.find((name) => name === written.replaceAll('-', '_')) ?? null
}
