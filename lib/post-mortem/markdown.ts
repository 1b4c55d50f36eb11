/** The post-mortem as Markdown (GitHub's kind, for its tables). Everybody's words are escaped; addresses are absolute. */
import { escapeText } from '#lib/markdown/write.ts'
import { writeReportBlocks } from '#lib/report/blocks.ts'
import { documentFacts, frontMatter } from '#lib/report/front-matter.ts'
import {
  type Address,
  documentHead,
  entryLink,
  followUps,
  foot,
  timelineTable,
} from '#lib/report/markdown.ts'
import type { PostMortem, PostMortemPart } from './model.ts'

/** `publicUrl` is the origin that links lead to, without a slash at its end. */
export function writePostMortem(postMortem: PostMortem, publicUrl: string): string {
  const log = `${publicUrl}/incidents/${postMortem.ref}`
  const link = entryLink(log)
  const { severity, severityName, statusLine, owner, due, meeting } = postMortem
  const sections = [
    frontMatter([...documentFacts('post-mortem', postMortem), ['owner', owner], ['due_at', due?.at ?? null]]),
    documentHead(postMortem, 'Post-mortem', `${severity}, ${severityName}. ${statusLine}.`),
    escapeText(
      `${[
        `Owner: ${owner ?? 'nobody yet'}`,
        ...(due ? [`due ${due.text}`] : []),
        ...(meeting ? [`meeting ${meeting}`] : []),
      ].join(', ')}.`,
    ),
    ...postMortem.parts.map((part) => writePart(part, link)),
    ...followUps(postMortem.followUps),
    foot(postMortem, log),
  ]
  return `${sections.join('\n\n')}\n`
}

function writePart({ title, blocks, timeline, evidence, blank }: PostMortemPart, link: Address): string {
  const nothing = blank && timeline.length === 0
  return [
    `## ${title}`,
    ...(nothing ? ['*Nothing is written here yet.*'] : []),
    ...(timeline.length > 0 ? [timelineTable(timeline, link)] : []),
    ...(blocks.length > 0 ? [writeReportBlocks(blocks)] : []),
    ...(evidence.length > 0 ? [`Evidence: ${evidence.map(link).join(', ')}`] : []),
  ].join('\n\n')
}
