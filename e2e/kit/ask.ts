import { once } from 'node:events'
import { type IncomingMessage, request as send } from 'node:http'
import { Readable } from 'node:stream'

/**
 * One request, as `fetch` makes it, on a connection of its own: one that was kept may be let go by the other side in the
 * moment of its next use. Follows no redirect, and takes everything unpacked.
 */
export async function ask(url: string, given: RequestInit = {}): Promise<Response> {
  const asked = new Request(url, given)
  const body = Buffer.from(await asked.arrayBuffer())
  const request = send(url, {
    method: asked.method,
    headers: {
      ...Object.fromEntries(asked.headers),
      ...(body.length > 0 && { 'content-length': body.length }),
    },
    agent: false,
    ...(given.signal && { signal: given.signal }),
  })
  // Whoever waits for the answer hears of it; afterwards whoever reads it does.
  request.on('error', () => {})
  request.end(body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage] // what a client's 'response' brings
  return responseOf(answer)
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  if ([204, 205, 304].includes(status)) {
    answer.resume()
    return new Response(null, { status, headers })
  }
  // The same stream under another name: Node's types have one of their own.
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers })
}
