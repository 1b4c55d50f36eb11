import { bundleZip } from '#lib/http/bundle-file.ts'
import { route } from '#lib/http/route.ts'

/** The same as under /api/v1, at the address that people pass on. */
export const GET = route<{ ref: string }>(bundleZip)
