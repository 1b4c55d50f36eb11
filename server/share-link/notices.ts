/** Answers in place of a link's page: that there is none, that it has ended, that nothing can be read just now. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Frame, linkPolicy, type Notice, noticeLine, noticePage } from '#lib/share-link/page/document.ts'
import { linkHeaders } from './headers.ts'

const statuses: Record<Notice, number> = { unknown: 404, ended: 410, away: 503 }

export type Notices = {
  /** A page for people, a line for programs. */
  write: (request: IncomingMessage, response: ServerResponse, notice: Notice, form: 'page' | 'line') => void
  /** A line with a status of its own. */
  refuse: (response: ServerResponse, status: number, line: string, headers?: Record<string, string>) => void
}

/** Made once. */
export function createNotices(frame: Frame): Notices {
  const common = { ...linkHeaders(frame.publicUrl), 'Cache-Control': 'no-store' }
  const policy = linkPolicy(frame)
  const pages = new Map<Notice, string>()
  for (const notice of ['unknown', 'ended', 'away'] as const) pages.set(notice, noticePage(notice, frame))

  function refuse(
    response: ServerResponse,
    status: number,
    line: string,
    headers: Record<string, string> = {},
  ) {
    response.writeHead(status, { ...common, 'Content-Type': 'text/plain; charset=utf-8', ...headers })
    response.end(`${line}\n`)
  }

  return {
    write: ({ method }, response, notice, form) => {
      const more: Record<string, string> = notice === 'away' ? { 'Retry-After': '30' } : {}
      if (form === 'line') {
        refuse(response, statuses[notice], noticeLine(notice), more)
        return
      }
      response.writeHead(statuses[notice], {
        ...common,
        ...more,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
      })
      response.end(method === 'HEAD' ? undefined : pages.get(notice))
    },
    refuse,
  }
}
