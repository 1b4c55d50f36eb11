/** What bytes are, whatever their name says. */
import { fileTypeFromBuffer } from 'file-type'
import { imageTypes, type MediaType } from '#lib/file/model.ts'
import { pixelsOf } from '#lib/file/pixels.ts'

export type Content = { mediaType: MediaType; width: number | null; height: number | null }

/** Enough for every header that tells a kind; what is not read cannot be a bomb. */
const sample = 65_536

/** One of the pictures that browsers show, or text in UTF-8; null for anything else. */
export async function contentOf(bytes: Uint8Array): Promise<Content | null> {
  const head = bytes.subarray(0, sample)
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  // An animated PNG is a PNG.
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime
  const image = imageTypes.find((type) => type === mime)
  if (image) return { mediaType: image, ...(pixelsOf(image, bytes) ?? { width: null, height: null }) }
  return isText(bytes) ? { mediaType: 'text/plain', width: null, height: null } : null
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
