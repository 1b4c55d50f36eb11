import type { PostMortemSection } from '#lib/document/model.ts'
import { writeReportBlocks } from '#lib/report/blocks.ts'
import type { PostMortem } from './model.ts'

export function postMortemSectionTexts(postMortem: PostMortem): Record<PostMortemSection, string> {
  return Object.fromEntries(
    postMortem.parts.map(({ section, blocks }) => [section, writeReportBlocks(blocks)]),
  ) as Record<PostMortemSection, string>
}

export function editPostMortem(
  postMortem: PostMortem,
  edits: Partial<Record<PostMortemSection, string>>,
): PostMortem {
  return {
    ...postMortem,
    parts: postMortem.parts.map((part) => {
      const text = edits[part.section]
      return text === undefined
        ? part
        : { ...part, blocks: [{ type: 'words' as const, text }], edited: true, blank: text.trim() === '' }
    }),
  }
}
