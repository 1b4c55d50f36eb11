/**
 * WOFF to the plain font inside of it: the library that reads fonts unpacks it in JavaScript, which
 * takes half of a drawing.
 */
import { inflateSync } from 'node:zlib'

const signature = 0x774f4646

/** The font as it was before it was packed; anything but WOFF comes back as it is. */
export function unpackFont(bytes: Buffer): Buffer {
  if (bytes.readUInt32BE(0) !== signature) return bytes
  const count = bytes.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  head.writeUInt32BE(bytes.readUInt32BE(4), 0)
  head.writeUInt16BE(count, 4)
  // The three numbers after it help old readers to search, and ours does not look at them.
  const parts: Buffer[] = [head]
  let place = head.byteLength
  for (let index = 0; index < count; index++) {
    const row = 44 + 20 * index
    const [from, packed, length] = [row + 4, row + 8, row + 12].map((at) => bytes.readUInt32BE(at))
    const table = tableOf(bytes.subarray(from, (from ?? 0) + (packed ?? 0)), length ?? 0)
    const entry = 12 + 16 * index
    bytes.copy(head, entry, row, row + 4)
    bytes.copy(head, entry + 4, row + 16, row + 20)
    head.writeUInt32BE(place, entry + 8)
    head.writeUInt32BE(table.byteLength, entry + 12)
    // Tables begin at multiples of four.
    const white = Buffer.alloc((4 - (table.byteLength % 4)) % 4)
    parts.push(table, white)
    place += table.byteLength + white.byteLength
  }
  return Buffer.concat(parts)
}

/** A table that packing would not have made smaller stands there as it is. */
function tableOf(packed: Buffer, length: number): Buffer {
  return packed.byteLength < length ? inflateSync(packed) : packed
}
