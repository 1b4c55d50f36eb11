import { createHash } from 'node:crypto'
import * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import { contentOf } from '#lib/file/content.ts'
import { pictureLimits } from '#lib/people/model.ts'

const types = ['image/png', 'image/jpeg', 'image/webp'] as const
const tooLarge = `Choose a picture of at most ${pictureLimits.bytes / 1024} kB.`
const wanted = 'Choose a picture: PNG, JPEG or WebP.'
/** The browser sends 256; other programs may send a little more, but no bomb. */
const mostPixels = 1024

/** A picture as forms carry it: a data: address in base64. What it says of its own type does not count. */
export const pictureBytes = z
  .string(wanted)
  .max(Math.ceil((pictureLimits.bytes * 4) / 3) + 100, tooLarge)
  .regex(/^data:[\w/+.-]*;base64,[A-Za-z0-9+/]+=*$/, wanted)
  .transform((address) => Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'))
  .refine(({ length }) => length <= pictureLimits.bytes, tooLarge)

export type Picture = { bytes: Buffer; mediaType: (typeof types)[number]; version: string }

/** A picture by its content, with the name of its version. Throws AppError invalid when it is none. */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  const content = await contentOf(bytes)
  const mediaType = types.find((type) => type === content?.mediaType)
  if (!content || !mediaType) throw refused(wanted)
  const { width, height } = content
  if (width === null || height === null || Math.max(width, height) > mostPixels) {
    throw refused(`Choose a picture of at most ${mostPixels} by ${mostPixels} pixels.`)
  }
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return { bytes, mediaType, version }
}

function refused(why: string): AppError {
  return new AppError('invalid', 'The picture was not set.', { fields: { picture: why } })
}
