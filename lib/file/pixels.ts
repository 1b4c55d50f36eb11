/** How large a picture is, read from its header alone. Null when the header does not say so at once. */
import type { MediaType } from '#lib/file/model.ts'

export type Pixels = { width: number; height: number }

/** Width and height in pixels, or null. Never throws, whatever the bytes. */
export function pixelsOf(mediaType: MediaType, bytes: Uint8Array): Pixels | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = readers[mediaType]?.(view)
    return size && size.width > 0 && size.height > 0 ? size : null
  } catch {
    // It ends before its own header does.
    return null
  }
}

type Reader = (view: DataView) => Pixels | null

const readers: Partial<Record<MediaType, Reader>> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  'image/gif': (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  'image/webp': webp,
  'image/jpeg': jpeg,
}

/** The three forms of WebP, told apart by the fourth letter of their first chunk. */
function webp(view: DataView): Pixels | null {
  const form = String.fromCharCode(view.getUint8(15))
  if (form === 'X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }
  if (form === 'L') {
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

/** Walks the segments to the frame's header (SOF): 0xC0 to 0xCF, but for DHT, JPG and DAC. */
function jpeg(view: DataView): Pixels | null {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const kind = view.getUint8(at + 1)
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
