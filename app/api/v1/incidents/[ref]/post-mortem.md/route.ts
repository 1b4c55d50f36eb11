import { postMortemMarkdown } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The post-mortem as Markdown. */
export const GET = route<{ ref: string }>(postMortemMarkdown)
