import { reportMarkdown } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The situation report as Markdown. */
export const GET = route<{ ref: string }>(reportMarkdown)
