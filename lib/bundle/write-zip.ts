/** A zip in parts as it is made, the same bytes for the same files. */
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export type ZippedFile = {
  name: string
  /** Asked for when its turn comes, so that one file at a time is in memory. */
  open: () => AsyncIterable<Uint8Array>
}

/**
 * The files in their order, each dated `day` (an instant; its day in UTC counts). They are stored as they are: what
 * zlib makes of the same bytes differs between versions and processors, and pictures do not get smaller.
 */
export async function* writeZip(files: readonly ZippedFile[], day: string): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const opened: Readable[] = []
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, open } of files) {
    const options = { mtime: noonOf(day), mode: 0o100644, compress: false, forceDosTimestamp: true }
    zip.addReadStreamLazy(name, options, (give) => {
      const source = Readable.from(open(), { objectMode: false })
      opened.push(source)
      give(null, source)
    })
  }
  zip.end()
  try {
    yield* output as AsyncIterable<Buffer>
  } finally {
    // Whoever stops reading stops the reading of what would come.
    opened.at(-1)?.destroy()
  }
}

/** A zip's times have no zone, and are written in that of the process: noon is there in all of them. */
function noonOf(day: string): Date {
  const at = new Date(day)
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12)
}
