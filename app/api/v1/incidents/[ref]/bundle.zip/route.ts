import { bundleZip } from '#lib/http/bundle-file.ts'
import { route } from '#lib/http/route.ts'

/** The incident whole: documents, log, attachments and a manifest of hashes. */
export const GET = route<{ ref: string }>(bundleZip)
