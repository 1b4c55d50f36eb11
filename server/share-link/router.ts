/**
 * Everything under /s/. What is known is answered at once, without a promise and without the database; the rest reads
 * what it lacks first.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '#lib/errors.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'
import type { Frame, Notice } from '#lib/share-link/page/document.ts'
import { type DocumentAddress, type Downloads, isDocument } from './downloads.ts'
import { headerList, unlisted } from './headers.ts'
import type { Known, Link, Memory } from './memory.ts'
import type { Notices } from './notices.ts'
import { rawHeader, writePacket } from './packet.ts'
import type { Form, Renderings } from './renderings.ts'
import { clientOf } from './shares.ts'
import type { StaticFiles } from './static-files.ts'
import type { Streams } from './streams.ts'
import { answerSubscription } from './subscription.ts'
import type { ViewCounter } from './views.ts'
import { admitZone, zoneOf } from './zones.ts'

export type Parts = {
  memory: Memory
  renderings: Renderings
  streams: Streams
  views: ViewCounter
  notices: Notices
  files: StaticFiles
  downloads: Downloads
  frame: Frame
  /** Proxies in front whose word is taken for where a reader is. */
  trustedProxies: number
}

export type Router = {
  /** Answers what it can at once; false: `answer` is to be asked. */
  answerAtOnce: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Answers anything under /s/. Never rejects. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** Besides those of any stream. */
const streamHeaders = headerList({ ...unlisted, 'Cross-Origin-Resource-Policy': 'same-origin' })

const forms: Record<string, Form> = {
  '': 'page',
  '.json': 'json',
  '/feed.atom': 'feed',
  '/badge.svg': 'badge',
}

/** `rest`: what follows the token, without the query. */
type Address = { token: string; rest: string; query: string }

/** Answers from what the parts know. */
export function createRouter(parts: Parts): Router {
  const { memory, renderings, streams, views, notices, files, downloads, frame, trustedProxies } = parts

  /** True once the link's form was answered, or that there is none. */
  function answerKnown(
    request: IncomingMessage,
    response: ServerResponse,
    { token, rest, query }: Address,
  ): boolean {
    const form = forms[rest]
    if ((form === undefined && rest !== '/stream') || !isRead(request)) return false
    const link = memory.find(token)
    const refusal = refusalOf(link)
    if (link === undefined || refusal !== null) {
      if (refusal === 'cold') return false
      notices.write(request, response, refusal ?? 'unknown', form === 'page' ? 'page' : 'line')
      return true
    }
    const zone = zoneFor(link, form, query)
    if (form === undefined) {
      use(link)
      stream(request, response, { link, token, zone, query })
      return true
    }
    const isWhole = writePacket(request, response, renderings.of(link, token, form, zone).packet)
    // A page that loads itself anew, without scripts, is mostly told that nothing changed: nobody came. Nor does
    // anybody when a page asks for itself because it has no stream.
    const isVisit = isWhole && form === 'page' && rawHeader(request.rawHeaders, 'sec-fetch-dest') !== 'empty'
    use(link, isVisit ? 1 : 0)
    return true
  }

  /** Whatever is read of a link is its last use, so that whoever passed it on sees that somebody has it (T6). */
  function use({ id }: Link, count = 0): void {
    views.add({ linkId: id, count, lastAt: memory.now() })
  }

  /** null: the organisation's. Programs read the other forms than pages, and each of those is kept once. */
  function zoneFor({ zones }: Link, form: Form | undefined, query: string): string | null {
    if (query === '' || (form !== undefined && form !== 'page')) return null
    return admitZone(zones, zoneOf(query), memory.house().zone)
  }

  /** Why the link is not answered; null: it is. */
  function refusalOf(link: Link | undefined): Notice | 'cold' | null {
    if (link === undefined) return 'unknown'
    const standing = memory.standing(link)
    if (standing === 'ended') return 'ended'
    if (memory.isTooOld()) return 'away'
    return standing === 'cold' ? 'cold' : null
  }

  type Wanted = { link: Link; token: string; zone: string | null; query: string }

  function stream(
    request: IncomingMessage,
    response: ServerResponse,
    { link, token, zone, query }: Wanted,
  ): void {
    // The table of headers would stay as long as the stream: each is read where it stands.
    const site = rawHeader(request.rawHeaders, 'sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      notices.refuse(response, 403, 'Event streams are read from this site alone.')
      return
    }
    const client = clientOf(request, trustedProxies)
    if (!streams.hasRoom(link, client)) {
      notices.refuse(response, 503, 'Too many are connected here. Try again.', { 'Retry-After': '30' })
      return
    }
    if (request.method === 'HEAD') {
      response
        .writeHead(200, [
          ...['Content-Type', 'text/event-stream; charset=utf-8', 'Cache-Control', 'no-store'],
          ...streamHeaders,
        ])
        .end()
      return
    }
    const given =
      rawHeader(request.rawHeaders, 'last-event-id') ?? /(?:^|&)rev=([\w-]{1,40})/.exec(query)?.[1] ?? ''
    streams.join(response, { link, token, zone, known: given, client, headers: streamHeaders })
  }

  async function answerRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: raw = '/' } = request
    const url = URL.parse(raw, frame.publicUrl)
    if (url && (await answerSubscription(request, response, { url, memory, frame }))) return
    if (!isRead(request)) {
      notices.refuse(response, 405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' })
      return
    }
    const path = raw.split('?', 1)[0] ?? raw
    if (files.write(request, response, path)) return
    const address = addressOf(raw)
    const link = address && memory.find(address.token)
    if (address && link) await answerLink(request, response, address, link)
    else notices.write(request, response, 'unknown', 'page')
  }

  /** What could not be answered at once: nothing was known of the incident, or a document is asked for. */
  async function answerLink(
    request: IncomingMessage,
    response: ServerResponse,
    address: Address,
    link: Link,
  ): Promise<void> {
    const { rest } = address
    if (memory.standing(link) === 'cold') await memory.warm(link)
    if (forms[rest] !== undefined || rest === '/stream') {
      if (!answerKnown(request, response, address)) notices.write(request, response, 'away', 'page')
      return
    }
    const refusal = refusalOf(link)
    const known = memory.incident(link)
    if (refusal === null && isDocument(rest)) use(link)
    if (refusal !== null) notices.write(request, response, refusal === 'cold' ? 'away' : refusal, 'page')
    else if (!known || !isDocument(rest) || !(await sendDocument(request, response, known, rest)))
      notices.write(request, response, 'unknown', 'page')
  }

  function sendDocument(
    request: IncomingMessage,
    response: ServerResponse,
    known: Known,
    rest: DocumentAddress,
  ): Promise<boolean> {
    return downloads.send(request, response, { ...known, rest, isStale: memory.staleSince() !== null })
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const known = toAppError(error)
    // That the database is away is said once, elsewhere.
    if (!(known instanceof AppError && known.code === 'unavailable')) {
      log.warn('A stakeholders’ page could not be answered', { error })
    }
    if (response.headersSent) response.destroy()
    else notices.write(request, response, 'away', 'page')
  }

  return {
    answerAtOnce: (request, response) => {
      const address = addressOf(request.url ?? '')
      try {
        return address !== null && answerKnown(request, response, address)
      } catch (error) {
        fail(request, response, error)
        return true
      }
    },
    answer: async (request, response) => {
      try {
        await answerRest(request, response)
      } catch (error) {
        fail(request, response, error)
      }
    },
  }
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

const tokenEnd = 3 + 43

/** null: it is no link's. */
function addressOf(url: string): Address | null {
  if (url.length < tokenEnd || !url.startsWith('/s/')) return null
  const token = url.slice(3, tokenEnd)
  const question = url.indexOf('?', tokenEnd)
  const rest = question === -1 ? url.slice(tokenEnd) : url.slice(tokenEnd, question)
  if ((rest !== '' && rest[0] !== '.' && rest[0] !== '/') || token.includes('/')) return null
  return { token, rest, query: question === -1 ? '' : url.slice(question + 1) }
}
