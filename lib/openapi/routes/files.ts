import { imageTypes } from '#lib/file/model.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

export const fileRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/files',
    group: 'Files',
    summary: 'Uploads a file',
    says: 'Pictures (PNG, JPEG, GIF, WebP, AVIF) and text up to 10 MB; what it is is seen in its bytes. attach_file puts it into a log; without that it is forgotten after 24 hours.',
    who: 'Members and admins',
    headers: { 'X-File-Name': { says: 'Its name, percent-encoded UTF-8.', required: true } },
    body: { type: 'application/octet-stream', schema: null },
    answers: { 201: json('What it is.', 'File', { Location: 'The address of the file.' }) },
    refusals: ['invalid', 'forbidden', 'too_large'],
  },
  {
    method: 'GET',
    path: '/api/v1/files/{id}',
    group: 'Files',
    summary: 'A file as it was uploaded',
    says: 'Pictures to show, text to save. Nothing in it runs, wherever it is opened.',
    who: everybody,
    headers: { 'If-None-Match': { says: 'The ETag of a copy that is there already.' } },
    answers: {
      200: {
        says: 'Its bytes.',
        content: Object.fromEntries([...imageTypes, 'text/plain'].map((type) => [type, null])),
        headers: { 'Content-Disposition': 'Shown or saved, and the name.', ETag: 'Names these bytes.' },
      },
      304: { says: 'The copy is still good.' },
    },
    refusals: ['not_found', 'gone'],
  },
]
