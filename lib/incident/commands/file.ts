/** attach_file: puts an uploaded file into the log. */
import * as z from 'zod'
import { limits, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, defineCommand, forbidden, invalid } from './command.ts'
import { notOpen } from './guards.ts'

export const attachFile = defineCommand({
  input: z.strictObject({
    ...common,
    fileId: z.uuid('Give the id that POST /api/v1/files answered with.').transform((id) => id.toLowerCase()),
    alt: words(limits.line).optional(),
    text: words(limits.text).optional(),
  }),
  needs: ({ fileId }) => ({ files: [fileId] }),
  decide: (incident, { fileId, alt, text, occurredAt }, context) => {
    const file = context.file(fileId)
    if (!file) {
      return invalid('There is no such file. What no entry attached within a day is gone: upload it again.', {
        fileId: 'Give the id that POST /api/v1/files answered with.',
      })
    }
    const { uploadedBy, isAttached, width, height, ...known } = file
    if (uploadedBy !== context.actor.id) return forbidden('Only who uploaded a file can attach it.')
    if (isAttached) return conflict(`${file.name} is attached already. To attach it again, upload it again.`)
    if (file.mediaType.startsWith('image/') && alt === undefined) {
      return invalid('The picture needs words for those who cannot see it.', {
        alt: 'Say what the picture shows.',
      })
    }
    const pixels = width !== null && height !== null ? { width, height } : {}
    return (
      notOpen(incident) ??
      append({
        type: 'file_attached',
        payload: { file: { ...known, ...pixels }, alt: alt ?? null, text: text ?? null },
        occurredAt: occurredAt ?? context.now,
      })
    )
  },
})
