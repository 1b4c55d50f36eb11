/** Answers that are files to keep. */

/** `name` becomes the file's name; it must be plain ASCII, as refs are. Nobody on the way may keep a copy. */
export function documentResponse(
  bytes: Uint8Array,
  { type, name }: { type: string; name: string },
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Length': String(bytes.byteLength),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
