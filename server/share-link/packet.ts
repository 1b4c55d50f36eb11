/** A body that is made once and answered many times: packed once per coding, with its headers ready to be written. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

type Coding = 'br' | 'gzip' | 'identity'
type Variant = { etag: string; body: Buffer; full: string[]; unchanged: string[] }
export type Packet = {
  body: Buffer
  head: readonly string[]
  variants: Partial<Record<Coding, Variant>>
  /** Told of the bytes that a coding keeps besides. */
  onGrow: (bytes: number) => void
}

/** `head`: names and values in turn, without those that depend on the coding. */
export function packetOf(
  body: string,
  head: readonly string[],
  onGrow: Packet['onGrow'] = () => undefined,
): Packet {
  return { body: Buffer.from(body), head, variants: {}, onGrow }
}

/** Answers GET and HEAD: whole, or 304 to whoever has it already. True when it was sent whole. */
export function writePacket(request: IncomingMessage, response: ServerResponse, packet: Packet): boolean {
  const { rawHeaders } = request
  const coding = codingOf(rawHeader(rawHeaders, 'accept-encoding'))
  packet.variants[coding] ??= variantOf(packet, coding)
  const { etag, body, full, unchanged } = packet.variants[coding]
  const known = rawHeader(rawHeaders, 'if-none-match')
  if (known !== undefined && matches(known, etag)) {
    response.writeHead(304, unchanged)
    response.end()
    return false
  }
  response.writeHead(200, full)
  response.end(request.method === 'HEAD' ? undefined : body)
  return request.method !== 'HEAD'
}

/** One header out of names and values in turn: `headers` would sort all of them into an object first. */
export function rawHeader(raw: readonly string[], name: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    const given = raw[index]
    if (given?.length === name.length && (given === name || given.toLowerCase() === name))
      return raw[index + 1]
  }
  return undefined
}

function variantOf({ body: plain, head, onGrow }: Packet, coding: Coding): Variant {
  const body = coding === 'identity' ? plain : coding === 'br' ? packBrotli(plain) : gzipSync(plain)
  if (body !== plain) onGrow(body.length)
  // Strong: each coding has bytes of its own.
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}-${coding[0]}"`
  const unchanged = [...head, 'Vary', 'Accept-Encoding', 'ETag', etag]
  const coded = coding === 'identity' ? [] : ['Content-Encoding', coding]
  return { etag, body, unchanged, full: [...unchanged, ...coded, 'Content-Length', String(body.length)] }
}

function packBrotli(plain: Buffer): Buffer {
  return brotliCompressSync(plain, {
    params: {
      // The best takes 40 ms for a long page, in which nobody else is answered.
      [constants.BROTLI_PARAM_QUALITY]: plain.length < 60_000 ? 9 : 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  })
}

/** A cache in front may have made it weak; comparing is weak then (RFC 9110, 13.1.2). */
function matches(given: string, etag: string): boolean {
  return (
    given === etag || given === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  )
}

const codings = new Map<string, Coding>()

function codingOf(accepted: string | undefined): Coding {
  if (accepted === undefined) return 'identity'
  const known = codings.get(accepted)
  if (known) return known
  const coding = choose(accepted)
  if (codings.size < 200) codings.set(accepted, coding)
  return coding
}

function choose(accepted: string): Coding {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...more] = part.split(';').map((piece) => piece.trim())
        const weight = more.find((piece) => piece.startsWith('q='))
        return [name, weight === undefined ? 1 : Number(weight.slice(2))] as const
      }),
  )
  const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity'
}
