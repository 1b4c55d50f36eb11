/** An incident as a bundle, whichever address asks for it. */
import { writeBundle } from '#lib/bundle/write.ts'
import { streamResponse } from '#lib/http/document.ts'
import type { Call } from '#lib/http/route.ts'

/** Sent as it is read. Everybody who may read the incident may take it along. */
export async function bundleZip({ params }: Pick<Call<{ ref: string }>, 'params'>): Promise<Response> {
  const { name, parts } = await writeBundle(params.ref)
  return streamResponse(parts, { type: 'application/zip', name })
}
