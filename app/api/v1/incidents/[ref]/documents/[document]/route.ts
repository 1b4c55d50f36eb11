import { readDocumentName } from '#lib/document/input.ts'
import { getWorking } from '#lib/document/queries.ts'
import { jsonResponse, route } from '#lib/http/route.ts'

/** A document as it is edited: what the log says of each section, what people wrote, versions, comments. */
export const GET = route<{ ref: string; document: string }>(async ({ params: { ref, document } }) => {
  const { composed, sections, versions, comments, content } = await getWorking(
    readDocumentName(document),
    ref,
  )
  const { edition } = content.document
  return jsonResponse(JSON.stringify({ edition, composed, sections, versions, comments }))
})
