import { AppError } from '#lib/errors.ts'
import { uploadResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'
import { findPicture } from '#lib/people/queries.ts'

/** A person's picture. `?v=` names its version, for caches on the way to the eye. */
export const GET = route<{ id: string }>(async ({ params, header }) => {
  const picture = await findPicture(params.id)
  if (!picture) throw new AppError('not_found', 'There is no picture of this person.')
  const { version, mediaType, bytes } = picture
  const name = `picture.${mediaType.split('/')[1]}`
  return uploadResponse({ name, mediaType, bytes }, { id: version, known: header('if-none-match') })
})
