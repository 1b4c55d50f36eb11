/** What a saved version holds, and when the text of a document counts as saved. Pure. */
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { editPostMortem, postMortemSectionTexts } from '#lib/post-mortem/edit.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import { editReport, reportSectionTexts } from '#lib/report/edit.ts'
import type { Report } from '#lib/report/model.ts'
import type { SectionName } from './model.ts'

/** Texts by section: Markdown. */
export type Texts = Partial<Record<SectionName, string>>

/** The whole document as it was saved: enough to show, print and mail it without the log. */
export type Content =
  | { name: 'report'; document: Report; edits: Texts }
  | { name: 'post_mortem'; document: PostMortem; edits: Texts }

/** The composed report with what people wrote instead. */
export function reportContent(composed: Report, edits: Texts): Content {
  return { name: 'report', document: editReport(composed, edits), edits }
}

/** The composed post-mortem with what people wrote instead. */
export function postMortemContent(composed: PostMortem, edits: Texts): Content {
  return { name: 'post_mortem', document: editPostMortem(composed, edits), edits }
}

/** The words of every section: what is compared, between versions and with the working text. */
export function textsOf(content: Content): Texts {
  return content.name === 'report'
    ? { ...reportSectionTexts(content.document), ...content.edits }
    : { ...postMortemSectionTexts(content.document), ...content.edits }
}

/** Whether both say the same, section by section. When they were composed does not matter. */
export function saysTheSame(a: Content, b: Content): boolean {
  const [left, right] = [textsOf(a), textsOf(b)]
  const sections = new Set([...Object.keys(left), ...Object.keys(right)]) as Set<SectionName> // keys of Texts
  return [...sections].every((section) => left[section] === right[section])
}

/** The blank and contradictory answers, a sentence each. A post-mortem has none that hold anything back. */
export function gapsIn(content: Content): string[] {
  return content.name === 'report' ? content.document.gaps.map(({ text }) => text) : []
}

/** A stored version. Throws when it is of the other document. */
export function readContent(name: DocumentName, text: string): Content {
  const content = JSON.parse(text) as Content // written by lib/log/document.ts alone
  if (content.name !== name) throw new Error(`A ${content.name} is stored where a ${name} should be`)
  return content
}
