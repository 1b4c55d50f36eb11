/** The many small pieces that a PDF is written in, gathered into few large ones. */

const size = 256 * 1024

/** Hands on pieces of about a quarter of a megabyte, each with memory of its own. */
export function bytesTo(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
  let [buffer, used] = [new Uint8Array(size), 0]
  const flush = () => {
    if (used > 0) send(used === size ? buffer : buffer.slice(0, used))
    ;[buffer, used] = [new Uint8Array(size), 0]
  }
  return {
    write: (chunk: Uint8Array) => {
      for (let at = 0; at < chunk.byteLength; ) {
        const length = Math.min(size - used, chunk.byteLength - at)
        buffer.set(chunk.subarray(at, at + length), used)
        used += length
        at += length
        if (used === size) flush()
      }
    },
    end: flush,
  }
}
