/** Reading files. Everybody who may sign in may read. */
import { eq } from 'drizzle-orm'
import { validate as isUuid } from 'uuid'
import { database } from '#db/client.ts'
import { files } from '#db/schema/files.ts'
import { AppError } from '#lib/errors.ts'
import type { MediaType } from '#lib/file/model.ts'
import { toAppError } from '#lib/log/faults.ts'

export type StoredFile = { name: string; mediaType: MediaType; bytes: Buffer }

/** A file with its bytes. Throws AppError: not_found; gone when it was redacted. */
export async function getFile(id: string): Promise<StoredFile> {
  const row = isUuid(id) ? await read(id) : undefined
  if (!row) throw new AppError('not_found', 'There is no such file.')
  const { bytes, mediaType, name } = row
  if (!bytes) throw new AppError('gone', 'This file was removed from the log.')
  // Written by storeFile alone, from the closed list.
  return { name, mediaType: mediaType as MediaType, bytes }
}

async function read(id: string) {
  try {
    const { name, mediaType, bytes } = files
    const [row] = await database().select({ name, mediaType, bytes }).from(files).where(eq(files.id, id))
    return row
  } catch (error) {
    throw toAppError(error)
  }
}
