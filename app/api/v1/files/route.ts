import { refuseUploader, storeFile } from '#lib/file/commands.ts'
import { maxFileSize } from '#lib/file/model.ts'
import { jsonResponse, route } from '#lib/http/route.ts'

/** A file's bytes, its name in X-File-Name → `{id, name, mediaType, size, width, height}`. `attach_file` takes the id. */
export const POST = route(async ({ actor, file }) => {
  refuseUploader(actor)
  const info = await storeFile(actor, await file(maxFileSize))
  const headers = { Location: `/api/v1/files/${info.id}` }
  return jsonResponse(JSON.stringify(info), { status: 201, headers })
}, 'file')
