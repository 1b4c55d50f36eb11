/** Two versions of a document beside each other, section by section. Pure. */
import { type SectionName, sectionsOf } from '#lib/document/model.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { type DifferencePart, differenceOf } from './model.ts'

type Texts = Partial<Record<SectionName, string>>

export type SectionDifference = {
  section: SectionName
  title: string
  /** null: both say the same, which is `text`. */
  parts: DifferencePart[] | null
  text: string
}

/** Every section that one of them has, in the document's order. `titles` are the document's own. */
export function compareTexts(
  name: DocumentName,
  { before, after, titles }: { before: Texts; after: Texts; titles: Partial<Record<SectionName, string>> },
): SectionDifference[] {
  return sectionsOf[name].flatMap((section) => {
    const [was, is] = [before[section] ?? '', after[section] ?? '']
    if (was === '' && is === '') return []
    const parts = was === is ? null : differenceOf(was, is)
    return [{ section, title: titles[section] ?? section, parts, text: is }]
  })
}
