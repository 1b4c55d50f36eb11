/**
 * A post-mortem as people write on it: the text of each section to begin with, and the whole with
 * what they made of it.
 */
import { type PostMortemSection, postMortemSections } from '#lib/document/model.ts'
import { parseMarkdown } from '#lib/markdown/model.ts'
import { escapeText, writeBlocks, writeCell } from '#lib/markdown/write.ts'
import { isBlank } from '#lib/report/blank.ts'
import { fitting, linesOf, writeEditable } from '#lib/report/edit.ts'
import type { TimelineRow } from '#lib/report/model.ts'
import type { PostMortem } from './model.ts'

/** What each section says as composed, in Markdown. */
export function postMortemSectionTexts(postMortem: PostMortem): Record<PostMortemSection, string> {
  const texts = postMortemSections.map((section) => [section, textOf(postMortem, section)])
  // Every section of the closed list gets its text, so the record is whole.
  return Object.fromEntries(texts) as Record<PostMortemSection, string>
}

function textOf({ parts, zone }: PostMortem, section: PostMortemSection): string {
  const part = parts.find((candidate) => candidate.section === section)
  if (!part) return ''
  const rows = linesOf(part.timeline, line)
  // Said once, so that the lines need not say it.
  const times = rows === '' ? '' : `Times are ${escapeText(zone.words)}.`
  return fitting([writeEditable(part.blocks), times, rows].filter(Boolean).join('\n\n'))
}

/** "- 14:20:15 T+18 **Decision.** Cancel the migration." */
function line({ time, day, elapsed, lead, body, text, late }: TimelineRow): string {
  const words = [
    escapeText([day, time, elapsed].filter(Boolean).join(' ')),
    lead && `**${lead}.**`,
    body && inline(body),
    escapeText(text),
    late && escapeText(`(${late})`),
  ]
  return `- ${words.filter(Boolean).join(' ')}`
}

/** One paragraph as it was written; structure becomes spaces. */
function inline(body: string): string {
  const blocks = parseMarkdown(body)
  const [first, ...others] = blocks
  return first?.type === 'paragraph' && others.length === 0 ? writeBlocks(blocks, '  ') : writeCell(blocks)
}

/** The post-mortem with these texts in the place of what was composed. A section without a text stays as begun. */
export function editPostMortem(
  postMortem: PostMortem,
  edits: Partial<Record<PostMortemSection, string>>,
): PostMortem {
  const parts = postMortem.parts.map((part) => {
    const text = edits[part.section]
    if (text === undefined) return part
    return {
      ...part,
      blocks: [{ type: 'words' as const, text }],
      timeline: [],
      blank: isBlank(text),
      edited: true,
    }
  })
  return { ...postMortem, parts }
}
