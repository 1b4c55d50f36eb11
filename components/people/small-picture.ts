import { pictureLimits } from '#lib/people/model.ts'

/**
 * The middle of a picture as a square of 256 pixels, as a data: address; null when the browser cannot read it. Where it
 * was taken and with what stays behind.
 */
export async function smallPicture(file: Blob): Promise<string | null> {
  const { pixels } = pictureLimits
  const bitmap = await createImageBitmap(file).catch(() => null)
  const canvas = document.createElement('canvas')
  canvas.width = pixels
  canvas.height = pixels
  const context = canvas.getContext('2d')
  if (!bitmap || !context) return null
  const side = Math.min(bitmap.width, bitmap.height)
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
  // What is transparent would be black in a JPEG, which Safari makes where others make WebP.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, pixels, pixels)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, left, top, side, side, 0, 0, pixels, pixels)
  bitmap.close()
  return canvas.toDataURL('image/webp', 0.85)
}
