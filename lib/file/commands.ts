/** Uploading. A file comes before the entry that attaches it; one that no entry names is gone after a day. */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { database } from '#db/client.ts'
import { files } from '#db/schema/files.ts'
import { AppError } from '#lib/errors.ts'
import { contentOf } from '#lib/file/content.ts'
import { cleanName, type FileInfo, maxFileSize } from '#lib/file/model.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'

/** Keeps the bytes under a clean name. Throws AppError: forbidden, invalid, too_large, unavailable. */
export async function storeFile(actor: Actor, given: { name: string; bytes: Uint8Array }): Promise<FileInfo> {
  refuseUploader(actor)
  const { bytes } = given
  if (bytes.byteLength === 0) throw refused('The file is empty.')
  if (bytes.byteLength > maxFileSize) throw new AppError('too_large', 'The file is larger than 10 MB.')
  const content = await contentOf(bytes)
  if (!content) throw refused('Only pictures and text can be attached.')
  const info: FileInfo = { id: uuidv7(), name: cleanName(given.name), size: bytes.byteLength, ...content }
  try {
    await database()
      .insert(files)
      .values({ ...info, uploadedBy: actor.id, bytes: Buffer.from(bytes), createdAt: sql`clock_timestamp()` })
  } catch (error) {
    throw toAppError(error)
  }
  return info
}

/** Whoever may attach may upload; said before the body is read. Throws AppError forbidden. */
export function refuseUploader(actor: Actor): void {
  const may = permission(actor, 'attach_file', null)
  if (!may.allowed) throw new AppError('forbidden', may.why)
}

/** Deletes what no entry attached within a day. */
export async function forgetOrphanFiles(): Promise<void> {
  await database().execute(sql`
    delete from files where incident_id is null and created_at < clock_timestamp() - interval '24 hours'`)
}

function refused(message: string): AppError {
  return new AppError('invalid', message, {
    fields: { body: 'Send a PNG, JPEG, GIF, WebP or AVIF picture, or text in UTF-8.' },
  })
}
