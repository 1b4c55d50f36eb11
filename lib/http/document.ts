/** Answers that are files to keep. */
import { env } from '#lib/env.ts'
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
