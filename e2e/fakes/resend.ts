/**
 * Resend as CONTRACTS §4 describes it: strict, with keys, conflicts and limits, and with every fault that a test asks
 * for. Its state is in memory.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ask } from '../kit/ask.ts'
import { json, type Served, serve } from './http.ts'
import { parsed, wrongWith } from './resend-rules.ts'

/** What happens to a request, in place of "ok". `lose-reply`, `hang` and `cut` come after the mail was taken. */
export type Fault =
  | 'ok'
  | 'lose-request'
  | 'lose-reply'
  | 'hang'
  | 'cut'
  | '429'
  | `429:${string}`
  | 'daily-quota'
  | '500'
  | '502'
  | 'garbage'
  | 'concurrent'
  | 'refuse'

export type Script = { match?: { to?: string }; steps: Fault[] }
export type TakenMail = { id: string; key: string; hash: string; body: Record<string, unknown>; at: number }
export type Asked = {
  method: string
  path: string
  headers: Record<string, unknown>
  body: string
  at: number
  fault: Fault
}

export type Reports = {
  /** Where SitRep listens. */
  url: string
  secret: string
  emailId: string
  /** In this order; `twice`: each of them two times. */
  types: string[]
  twice?: boolean
  /** Leaves the tags out, as an older account does. */
  withoutTags?: boolean
  /** Seconds that the timestamp is off by. */
  skew?: number
  /** Signs with another secret. */
  forged?: boolean
}

export type ResendFake = Served & {
  script: (script: Script) => void
  journal: () => { requests: Asked[]; mails: TakenMail[]; violations: string[] }
  /** Sends signed reports; the status of each answer. */
  report: (reports: Reports) => Promise<number[]>
  reset: (options?: { perSecond?: number }) => void
}

export async function startResendFake({ port = 0, perSecond = 2 } = {}): Promise<ResendFake> {
  let scripts: Script[] = []
  let [requests, violations]: [Asked[], string[]] = [[], []]
  let mails = new Map<string, TakenMail>()
  let limit = perSecond
  let window = { from: 0, count: 0 }

  const served = await serve(async (request, response, bytes) => {
    const wrong = wrongWith(request, bytes)
    const body = parsed(bytes) ?? {}
    const fault = wrong.length === 0 ? nextFault(body) : 'ok'
    const { method = '', url: path = '', headers } = request
    requests.push({ method, path, headers, body: bytes.toString('utf8'), at: Date.now(), fault })
    if (wrong.length > 0) {
      violations.push(...wrong)
      return refuse(response, 422, 'validation_error', wrong.join('; '))
    }
    if (fault === 'lose-request') return void request.socket.destroy()
    const pace = takePlace()
    if (!pace.allowed) return refuse(response, 429, 'rate_limit_exceeded', 'Too many requests', pace.headers)
    if (failed(response, fault)) return
    const taken = take(request, body, bytes)
    if ('conflict' in taken)
      return refuse(response, 409, 'invalid_idempotent_request', 'Same key, other body', pace.headers)
    if (fault === 'lose-reply') return void request.socket.destroy()
    if (fault === 'hang') return
    if (fault === 'cut') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' })
      response.write('{"id":"')
      return void setTimeout(() => request.socket.destroy(), 20)
    }
    json(response, 200, { id: taken.id }, pace.headers)
  }, port)

  return {
    ...served,
    script: (script) => scripts.push({ ...script, steps: [...script.steps] }),
    journal: () => ({ requests, mails: [...mails.values()], violations }),
    report: (reports) =>
      sendReports(
        reports,
        [...mails.values()].find(({ id }) => id === reports.emailId),
      ),
    reset: ({ perSecond: next = perSecond } = {}) => {
      ;[scripts, requests, violations] = [[], [], []]
      mails = new Map()
      limit = next
      window = { from: 0, count: 0 }
    },
  }

  function nextFault(body: Record<string, unknown>): Fault {
    const to = [body.to].flat().join()
    const script = scripts.find(
      ({ match, steps }) => steps.length > 0 && (!match?.to || to.includes(match.to)),
    )
    return script?.steps.shift() ?? 'ok'
  }

  function takePlace(): { allowed: boolean; headers: Record<string, string> } {
    const now = Date.now()
    if (now - window.from >= 1000) window = { from: now, count: 0 }
    window.count++
    const left = Math.max(0, limit - window.count)
    const headers = {
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': String(left),
      'ratelimit-reset': '1',
    }
    const allowed = window.count <= limit
    return { allowed, headers: allowed ? headers : { ...headers, 'retry-after': '1' } }
  }

  /** The same key and body: the first answer, and no second mail. */
  function take(
    request: IncomingMessage,
    body: Record<string, unknown>,
    bytes: Buffer,
  ): TakenMail | { conflict: true } {
    const key = String(request.headers['idempotency-key'])
    const hash = createHash('sha256').update(bytes).digest('hex')
    const first = mails.get(key)
    if (first) return first.hash === hash ? first : { conflict: true }
    const mail = { id: randomUUID(), key, hash, body, at: Date.now() }
    mails.set(key, mail)
    return mail
  }
}

/** Answers with the fault, when it is one in which nothing was taken. */
function failed(response: ServerResponse, fault: Fault): boolean {
  const [kind, wait] = fault.split(':')
  switch (kind) {
    case '429':
      refuse(
        response,
        429,
        'rate_limit_exceeded',
        'Too many requests',
        wait === undefined ? {} : { 'retry-after': retryAfter(wait) },
      )
      return true
    case 'daily-quota':
      refuse(response, 429, 'daily_quota_exceeded', 'You have reached your daily quota')
      return true
    case 'concurrent':
      refuse(response, 409, 'concurrent_idempotent_requests', 'The same key is being worked on')
      return true
    case 'refuse':
      refuse(response, 422, 'validation_error', 'Invalid `to` field')
      return true
    case '500':
      refuse(response, 500, 'internal_server_error', 'An unexpected error occurred')
      return true
    case '502':
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><body>Bad Gateway</body></html>')
      return true
    case 'garbage':
      response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end('<html><body>Welcome to the café</body></html>')
      return true
    default:
      return false
  }
}

function retryAfter(wait: string): string {
  return wait === 'date' ? new Date(Date.now() + 30_000).toUTCString() : wait
}

function refuse(
  response: ServerResponse,
  statusCode: number,
  name: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  json(response, statusCode, { statusCode, name, message }, headers)
}

async function sendReports(reports: Reports, mail: TakenMail | undefined): Promise<number[]> {
  const statuses: number[] = []
  for (const [index, type] of reports.types.entries()) {
    const id = `msg_${reports.emailId}_${index}_${type}`
    const text = JSON.stringify({
      type,
      created_at: new Date(Date.now() + index).toISOString(),
      data: {
        email_id: reports.emailId,
        created_at: new Date().toISOString(),
        from: mail?.body.from,
        to: mail?.body.to,
        subject: mail?.body.subject,
        ...(!reports.withoutTags && { tags: mail?.body.tags }),
      },
    })
    for (let time = 0; time < (reports.twice ? 2 : 1); time++) {
      const headers = signed(id, text, reports)
      const answer = await ask(reports.url, { method: 'POST', headers, body: text })
      await answer.text()
      statuses.push(answer.status)
    }
  }
  return statuses
}

/** Svix: the id, the time and the bytes, signed with what follows `whsec_`. */
export function signed(
  id: string,
  text: string,
  { secret, skew = 0, forged = false }: Pick<Reports, 'secret' | 'skew' | 'forged'>,
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + skew)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const hmac = createHmac('sha256', forged ? Buffer.from('another') : key)
  const signature = `v1,${hmac.update(`${id}.${timestamp}.${text}`).digest('base64')}`
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': signature,
  }
}
