/** From the bytes of a picture to an object of the document. */
import { inflateSync } from 'node:zlib'
import { pixelsOf } from '#lib/file/pixels.ts'

/** A picture is unpacked to be drawn: four bytes for each of its pixels. */
const mostPixels = 25_000_000

/** Width and height; null when the picture is too large, or broken. */
export function pictureSize(
  mediaType: 'image/png' | 'image/jpeg',
  bytes: Uint8Array,
): { width: number; height: number } | null {
  const size = pixelsOf(mediaType, bytes)
  if (!size || size.width * size.height > mostPixels) return null
  return mediaType === 'image/png' && !isWholePng(bytes) ? null : size
}

/**
 * What pdfkit unpacks later, out of reach of a catch, is unpacked here first: a broken picture must not end the drawing.
 * One that is interlaced and has few colours is refused, because pdfkit gets it wrong.
 */
function isWholePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data: Uint8Array[] = []
  try {
    const [bits, colours, interlaced] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)]
    if (interlaced === 1 && colours === 3 && bits < 8) return false
    for (let at = 8; at < bytes.byteLength; ) {
      const length = view.getUint32(at)
      const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
      if (at + 12 + length > bytes.byteLength) return false
      if (kind === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length))
      if (kind === 'IEND') break
      at += 12 + length
    }
    return inflateSync(Buffer.concat(data), { maxOutputLength: mostPixels * 8 + 1_000_000 }).byteLength > 0
  } catch {
    return false
  }
}

type Pixels = (take: (pixels: Uint8Array) => void) => void
type Png = { bits: number; width: number; palette: unknown[]; decodePixels: Pixels }
/** What pdfkit opens: a PNG has an end that comes later, a JPEG goes into the file as it is. */
type Opened = { embed: (doc: PDFKit.PDFDocument) => void; finalize?: () => void; image?: Png }
/** pdfkit opens a picture apart from drawing it, and its types do not say so. */
type Opener = { openImage: (bytes: Buffer) => Opened }

/** Some pictures are unpacked while time goes by. Waiting keeps the order of the file, and so its bytes, the same. */
export async function embed(doc: PDFKit.PDFDocument, bytes: Uint8Array): Promise<PDFKit.Mixins.ImageSrc> {
  const opened = (doc as unknown as Opener).openImage(Buffer.from(bytes))
  const finalize = opened.finalize?.bind(opened)
  if (finalize && opened.image) {
    unpackFew(opened.image)
    await new Promise<void>((resolve) => {
      opened.finalize = () => {
        finalize()
        resolve()
      }
      opened.embed(doc)
    })
  } else {
    opened.embed(doc)
  }
  return opened as unknown as PDFKit.Mixins.ImageSrc
}

/** With at most sixteen colours several pixels share a byte; pdfkit takes each byte for one pixel of its mask. */
function unpackFew(png: Png): void {
  const { bits, width, palette } = png
  if (bits >= 8 || palette.length === 0) return
  const decode = png.decodePixels.bind(png)
  png.decodePixels = (take) => decode((packed) => take(unpacked(packed, { bits, width })))
}

function unpacked(packed: Uint8Array, { bits, width }: { bits: number; width: number }): Uint8Array {
  const row = Math.ceil((width * bits) / 8)
  const height = Math.floor(packed.byteLength / row)
  const pixels = new Uint8Array(width * height)
  const mask = (1 << bits) - 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bits
      const byte = packed[y * row + (bit >> 3)] ?? 0
      pixels[y * width + x] = (byte >> (8 - bits - (bit & 7))) & mask
    }
  }
  return pixels
}
