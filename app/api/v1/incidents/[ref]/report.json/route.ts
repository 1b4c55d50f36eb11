import { reportJson } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The situation report as a document. */
export const GET = route<{ ref: string }>(reportJson)
