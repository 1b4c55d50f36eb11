/** What stands under /s/ for every link alike: faces, and the picture that unfurlers show. Read once. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { type FontFaces, faceFiles, subsets } from '#lib/share-link/page/fonts.ts'
import { headerList, linkHeaders } from './headers.ts'

type File = { headers: string[]; body: Buffer }

export type StaticFiles = {
  faces: FontFaces
  /** False: there is no such file. */
  write: (request: IncomingMessage, response: ServerResponse, path: string) => boolean
}

/** Reads them all. */
export function readStaticFiles(publicUrl: string): StaticFiles {
  const files = new Map<string, File>()
  const put = (path: string, body: Buffer, type: string, cache: string) => {
    const headers = {
      ...linkHeaders(publicUrl),
      'Content-Type': type,
      'Cache-Control': cache,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Length': String(body.length),
    }
    files.set(path, { body, headers: headerList(headers) })
  }
  const faces = faceFiles.flatMap(({ family, weight, file, axes }) =>
    Object.entries(subsets).map(([subset, range]) => {
      const body = readFileSync(
        require.resolve(`@fontsource-variable/${file}/files/${file}-${subset}-${axes}-normal.woff2`),
      )
      const address = `/s/fonts/${file}-${subset}-${digest(body)}.woff2`
      put(address, body, 'font/woff2', 'public, max-age=31536000, immutable')
      return { family, weight, address, range }
    }),
  )
  put('/s/og.png', readFileSync(new URL('./og.png', import.meta.url)), 'image/png', 'public, max-age=86400')
  return {
    faces,
    write: ({ method }, response, path) => {
      const file = files.get(path)
      if (!file) return false
      response.writeHead(200, file.headers)
      response.end(method === 'HEAD' ? undefined : file.body)
      return true
    },
  }
}

const require = createRequire(import.meta.url)

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 8)
}
