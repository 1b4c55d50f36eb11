import { postMortemJson } from '#lib/http/report-file.ts'
import { route } from '#lib/http/route.ts'

/** The post-mortem as a document. */
export const GET = route<{ ref: string }>(postMortemJson)
