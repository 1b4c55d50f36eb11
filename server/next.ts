import createApp from 'next'
import { buildId } from '#lib/build-id.ts'
import { env } from '#lib/env.ts'
import type { Handler } from '#server/http.ts'
import { root } from '#server/sources.ts'

export type App = { handle: Handler; close(): Promise<void> }

/** Next behind our own server: the built app, or the one that compiles as you type. */
export async function prepareApp({ development }: { development: boolean }): Promise<App> {
  // Without its port Next looks for itself on 3000 when a Server Action redirects.
  const app = createApp({ dev: development, dir: root, port: env().port })
  await app.prepare()
  // Read now: the folder may hold a newer build before this process ends.
  buildId()
  const handle = app.getRequestHandler()
  return { handle: (request, response) => handle(request, response), close: () => app.close() }
}
