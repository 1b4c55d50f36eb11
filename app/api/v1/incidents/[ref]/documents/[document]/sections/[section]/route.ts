import { type SectionAddress, saveSection } from '#lib/document/commands.ts'
import { jsonResponse, route } from '#lib/http/route.ts'

/** Saves the working text of one section, unless somebody else saved it meanwhile. */
export const POST = route<SectionAddress>(async ({ actor, params, json }) =>
  jsonResponse(JSON.stringify(await saveSection(actor, params, await json()))),
)
