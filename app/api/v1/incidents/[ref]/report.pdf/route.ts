import { reportPdf } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The situation report as PDF with the whole log. */
export const GET = route<{ ref: string }>(reportPdf)
