import { getFile } from '#lib/file/queries.ts'
import { uploadResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'

/** A file as it was uploaded: pictures to show, text to save. */
export const GET = route<{ id: string }>(async ({ params, header }) => {
  return uploadResponse(await getFile(params.id), { id: params.id, known: header('if-none-match') })
})
