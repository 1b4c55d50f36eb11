import { readDocumentName } from '#lib/document/input.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Comments on a section. */
export const POST = route<{ ref: string; document: string }>(
  async ({ actor, params: { ref, document }, json }) => {
    const given = await json()
    const said = typeof given === 'object' && given !== null ? given : {}
    const comment = { ...said, ref, document: readDocumentName(document) }
    return jsonResponse(JSON.stringify(await change(actor, 'comment_on_section', comment)), { status: 201 })
  },
)
