/** A document as the bytes that go with a mail: the one place that knows how its forms are made. */
import { env } from '#lib/env.ts'
import { escapeText } from '#lib/markdown/write.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import { writeReportBlocks } from '#lib/report/blocks.ts'
import { writeReport } from '#lib/report/markdown.ts'
import type { Report } from '#lib/report/model.ts'
import { renderPdf } from '#lib/report/pdf.ts'

type Format = 'pdf' | 'md'

export async function renderReport(report: Report, format: Format): Promise<Buffer> {
  const { publicUrl } = env()
  return format === 'pdf'
    ? Buffer.from(await renderPdf(report, publicUrl))
    : Buffer.from(writeReport(report, publicUrl))
}

/** null: it has no such form. */
export async function renderPostMortem(postMortem: PostMortem, format: Format): Promise<Buffer | null> {
  if (format === 'pdf') return null
  const { ref, headline, parts } = postMortem
  const written = parts.map(({ title, blocks }) => `## ${title}\n\n${writeReportBlocks(blocks)}`)
  const title = `# ${escapeText(`Post-mortem ${ref}: ${headline}`)}`
  return Buffer.from(`${[title, ...written].join('\n\n')}\n`)
}
