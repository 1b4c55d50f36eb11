/** Answers that are files: our own to keep, and what people uploaded. */
import { env } from '#lib/env.ts'
import { disposition, type FileInfo } from '#lib/file/model.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'

/** `name` becomes the file's name; it must be plain ASCII, as refs are. Nobody on the way may keep a copy. */
export function documentResponse(
  bytes: Uint8Array,
  { type, name }: { type: string; name: string },
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...securityHeaders(env().publicUrl),
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Length': String(bytes.byteLength),
    },
  })
}

/**
 * A mail as HTML, for a frame on our own pages. It holds words of others, so nothing in it runs or is fetched, and it
 * belongs to no origin.
 */
export function mailResponse(html: string): Response {
  return new Response(html, {
    headers: {
      ...securityHeaders(env().publicUrl),
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
    },
  })
}

/** A table to keep, sent as it is made. `name` as above. */
export function csvResponse(parts: AsyncIterable<Uint8Array>, name: string): Response {
  return new Response(streamOf(parts), {
    headers: {
      ...securityHeaders(env().publicUrl),
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

type Upload = Pick<FileInfo, 'name' | 'mediaType'> & { bytes: Uint8Array }

/**
 * What somebody uploaded, and may therefore be hostile: nothing in it runs, wherever it is opened. A browser may keep it
 * but asks each time, so that it lets go of what was redacted.
 */
export function uploadResponse(
  upload: Upload,
  { id, known }: { id: string; known: string | null },
): Response {
  const etag = `"${id.toLowerCase()}"`
  const headers = {
    ...securityHeaders(env().publicUrl),
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    ETag: etag,
  }
  if (known === etag) return new Response(null, { status: 304, headers })
  const { mediaType, bytes } = upload
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...headers,
      'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'Content-Disposition': disposition(upload),
      'Content-Length': String(bytes.byteLength),
    },
  })
}
