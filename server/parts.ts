import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '#lib/log.ts'

// Seam for parts that are being written: each becomes a plain import in main.ts once its file stands.

export type Account = { name: string; email: string; password: string; role: string }

export const startHub = async () => void (await call('#lib/live/hub.ts', 'startHub'))
export const stopHub = async () => void (await call('#lib/live/hub.ts', 'stopHub'))
export const endStreams = async () => void (await call('#server/front.ts', 'endStreams'))

export const handleFront = async (request: IncomingMessage, response: ServerResponse) =>
  (await call('#server/front.ts', 'handleFront', request, response)) === true

export const ensureSetupLink = async () => {
  const link = await call('#lib/people/setup-link.ts', 'ensureSetupLink')
  return typeof link === 'string' ? link : null
}

// The seed's own signature; checked by the compiler once it is imported plainly.
export const seedDemo = async (log: Log) =>
  ((await call('#db/seed/main.ts', 'seedDemo', log)) ?? []) as Account[]

const loaded = new Map<string, Record<string, unknown>>()

async function call(path: string, name: string, ...args: unknown[]): Promise<unknown> {
  let module = loaded.get(path)
  if (!module) {
    module = await import(path).catch((error) => {
      if (error.code === 'ERR_MODULE_NOT_FOUND' && String(error.url ?? error.message).includes(path.slice(1)))
        return {}
      throw error
    })
    loaded.set(path, module ?? {})
  }
  const found = module?.[name]
  return typeof found === 'function' ? await found(...args) : undefined
}
