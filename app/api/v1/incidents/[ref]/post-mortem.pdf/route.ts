import { postMortemPdf } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The post-mortem as PDF. */
export const GET = route<{ ref: string }>(postMortemPdf)
