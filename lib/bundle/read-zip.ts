/** A zip that comes from anywhere, read with care: nothing is unpacked, and no byte is written. */
import { buffer } from 'node:stream/consumers'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** Why a file is no bundle, in plain words. */
export class BadBundle extends Error {}

export type OpenZip = {
  /** By name, the size of each file. */
  sizes: ReadonlyMap<string, number>
  /** The bytes of a file of `sizes`. Throws BadBundle when they are not whole. */
  open: (name: string) => Promise<AsyncIterable<Uint8Array>>
  /** The same at once. Throws BadBundle when there are more than `limit`. */
  read: (name: string, limit: number) => Promise<Buffer>
  close: () => void
}

/** More files than the longest log attaches. */
const mostFiles = 50_000
const plainName = /^(attachments\/)?[a-z0-9][a-z0-9.-]{0,99}$/

/** Throws BadBundle for what is no zip of ours. Close it when done. */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await opened(path)
  try {
    const entries = await readNames(zip)
    const open = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) throw new BadBundle(`${name} is missing.`)
      return await readEntry(zip, entry)
    }
    return {
      sizes: new Map([...entries].map(([name, { uncompressedSize }]) => [name, uncompressedSize])),
      open,
      read: async (name, limit) => {
        const size = entries.get(name)?.uncompressedSize ?? 0
        if (size > limit) throw new BadBundle(`${name} is larger than any that SitRep writes.`)
        return await buffer(await open(name))
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // Node's own, where it has one
    if (code === 'ENOENT') throw new BadBundle(`There is no file ${path}.`)
    if (code === 'EISDIR') throw new BadBundle(`${path} is a folder. Give the zip file.`)
    if (code === 'EACCES') throw new BadBundle(`${path} must not be read by whoever runs this.`)
    throw new BadBundle('It is no zip file, or its end is missing.')
  }
}

async function readNames(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let sum = 0
  if (zip.entryCount > mostFiles)
    throw new BadBundle(`It names ${zip.entryCount} files: no bundle has so many.`)
  try {
    for await (const entry of zip.eachEntry()) {
      refuseEntry(entry, entries)
      sum += entry.compressedSize
      // Files that lie over each other look large and are small.
      if (sum > zip.fileSize) throw new BadBundle('Its files claim to be larger than it is.')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw asBadBundle(error, 'Its list of files cannot be read')
  }
  return entries
}

function refuseEntry(entry: Entry, before: ReadonlyMap<string, unknown>): void {
  const { fileName } = entry
  const shown = JSON.stringify(fileName.slice(0, 100))
  if (!plainName.test(fileName) || fileName.includes('..')) {
    throw new BadBundle(`It holds ${shown}, which is no name of a file in a bundle.`)
  }
  if (before.has(fileName)) throw new BadBundle(`It holds ${fileName} twice.`)
  if (entry.isEncrypted()) throw new BadBundle(`${fileName} is encrypted.`)
  if (entry.compressionMethod !== 0) {
    throw new BadBundle(`${fileName} is compressed: another program packed it. Export the bundle again.`)
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  const fault = `${entry.fileName} cannot be read`
  try {
    const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry)
    return whole(stream, fault)
  } catch (error) {
    throw asBadBundle(error, fault)
  }
}

async function* whole(stream: AsyncIterable<Uint8Array>, fault: string): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (error) {
    throw asBadBundle(error, fault)
  }
}

function asBadBundle(error: unknown, what: string): BadBundle {
  if (error instanceof BadBundle) return error
  const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return new BadBundle(`${what} (${why}).`)
}
