import { afterEach, expect, test, vi } from 'vitest'
import { readFile } from './read-file.ts'

afterEach(() => vi.unstubAllGlobals())
const signal = new AbortController().signal

function answering(response: () => Response | Promise<Response>) {
  vi.stubGlobal('fetch', async () => await response())
}

/** Ends, or breaks off, after these parts. */
function streamOf(parts: readonly Uint8Array[], failure?: Error): ReadableStream<Uint8Array> {
  const rest = [...parts]
  return new ReadableStream({
    pull: (controller) => {
      const part = rest.shift()
      if (part) controller.enqueue(part)
      else if (failure) controller.error(failure)
      else controller.close()
    },
  })
}

test('reads a file in parts and counts them', async () => {
  const parts = ['%PDF-', '1.7', ' and more'].map((text) => new TextEncoder().encode(text))
  answering(
    () =>
      new Response(streamOf(parts), {
        headers: {
          'content-type': 'application/pdf',
          'content-disposition': 'attachment; filename="INC-1.pdf"',
        },
      }),
  )
  const seen: number[] = []
  const { blob, name } = await readFile('/file', { signal, onBytes: (bytes) => seen.push(bytes) })
  expect(name).toBe('INC-1.pdf')
  expect(blob.type).toBe('application/pdf')
  expect(await blob.text()).toBe('%PDF-1.7 and more')
  expect(seen).toEqual([5, 8, 17])
})

test.each([
  [
    'a refusal is told in the words of the server',
    () => Response.json({ detail: 'Too many documents are being drawn.' }, { status: 503 }),
    'Too many documents are being drawn.',
  ],
  [
    'an answer without words has its number',
    () => new Response('<html>', { status: 502 }),
    'The file could not be made (502). Try again in a moment.',
  ],
  [
    'an ended session is told',
    () => Response.json({ detail: 'Sign in, or send a Bearer token.' }, { status: 401 }),
    'The session has ended. Sign in again, then ask for the file.',
  ],
  [
    'no connection is told',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'The server does not answer. Try again when the connection is back.',
  ],
  [
    'a file that breaks off is none',
    () => {
      const half = [new TextEncoder().encode('%PDF')]
      return new Response(streamOf(half, new Error('reset')))
    },
    'The file broke off before its end. Ask for it again.',
  ],
])('%s', async (_name, response, words) => {
  answering(response)
  await expect(readFile('/file', { signal, onBytes: () => undefined })).rejects.toThrow(words)
})
