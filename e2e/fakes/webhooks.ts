/**
 * Somebody who receives webhooks as Standard Webhooks has them: strict about headers, signature and fields, verified by
 * the official library, deaf to what they got before, with every fault that a test asks for.
 */
import { Resend } from 'resend'
import * as z from 'zod'
import { type Served, serve } from './http.ts'

/** What happens to a request, in place of "ok". All but `lose-request` come after it was read. */
export type WebhookFault =
  | 'ok'
  | 'lose-request'
  | 'lose-reply'
  | 'hang'
  | 'large'
  | 'drip'
  | 'upgrade'
  | 'redirect'
  | '404'
  | '410'
  | '429'
  | '500'
  | '503'

export type TakenWebhook = { id: string; body: string; timestamp: string; times: number }

export type WebhooksFake = Served & {
  /** What it verifies with, as `whsec_…`; any of them. */
  trust: (secret: string) => void
  script: (...steps: WebhookFault[]) => void
  /** What was taken, once per id; how often it was asked; what was wrong. */
  journal: () => { taken: TakenWebhook[]; requests: number; violations: string[] }
  reset: () => void
}

const switching = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

const instant = z.iso.datetime()
const payload = z.strictObject({
  type: z.literal('update.published'),
  timestamp: instant,
  data: z.strictObject({
    incident: z.strictObject({
      key: z.string().regex(/^[\w-]{43}$/),
      title: z.string(),
      isDrill: z.boolean(),
      reportedAt: instant,
      beganAt: instant.nullable(),
    }),
    update: z.strictObject({
      number: z.int().min(1),
      at: instant,
      state: z.enum(['looking_into', 'cause_found', 'fixed_watching', 'over']),
      headline: z.string(),
      text: z.string(),
      affected: z.array(z.strictObject({ name: z.string(), state: z.string() })),
      nextUpdateAt: instant.nullable(),
      corrects: z.int().nullable(),
    }),
  }),
})

export async function startWebhooksFake(port = 0): Promise<WebhooksFake> {
  let [steps, violations, secrets]: [WebhookFault[], string[], string[]] = [[], [], []]
  let taken = new Map<string, TakenWebhook>()
  let requests = 0
  const served = await serve(async (request, response, bytes) => {
    requests++
    const fault = steps.shift() ?? 'ok'
    if (fault === 'lose-request') return void request.socket.destroy()
    const { method, headers } = request
    const body = bytes.toString('utf8')
    const [id = '', timestamp = ''] = [headers['webhook-id'], headers['webhook-timestamp']].flat()
    const wrong = wrongWith({ method, headers, body }, secrets)
    const before = taken.get(id)
    if (before && before.body !== body) wrong.push('The same id came with other bytes')
    violations.push(...wrong)
    if (wrong.length > 0) return void response.writeHead(400).end()
    if (['ok', 'lose-reply', 'hang', 'large', 'drip'].includes(fault)) {
      taken.set(id, { id, body, timestamp, times: (before?.times ?? 0) + 1 })
    }
    switch (fault) {
      case 'ok':
        return void response.writeHead(204).end()
      case 'lose-reply':
        return void request.socket.destroy()
      case 'hang':
        return
      case 'large':
        return void response.writeHead(200).end(Buffer.alloc(5_000_000))
      case 'drip':
        // The answer is there; what follows it never ends.
        return void response.writeHead(200).write(' ')
      case 'upgrade':
        return void request.socket.write(switching)
      case 'redirect':
        return void response.writeHead(307, { Location: `${served.url}/elsewhere` }).end()
      case '429':
        return void response.writeHead(429, { 'Retry-After': '120' }).end()
      default:
        return void response.writeHead(Number(fault)).end()
    }
  }, port)
  return {
    ...served,
    trust: (secret) => secrets.push(secret),
    script: (...more) => steps.push(...more),
    journal: () => ({ taken: [...taken.values()], requests, violations }),
    reset: () => {
      ;[steps, violations, secrets, requests] = [[], [], [], 0]
      taken = new Map()
    },
  }
}

type Given = { method: string | undefined; headers: Record<string, unknown>; body: string }

function wrongWith({ method, headers, body }: Given, secrets: readonly string[]): string[] {
  const wrong: string[] = []
  if (method !== 'POST') wrong.push(`${method} is not known`)
  if (headers['content-type'] !== 'application/json') wrong.push('Content-Type is not JSON')
  for (const name of ['authorization', 'cookie', 'referer'])
    if (name in headers) wrong.push(`${name} is sent`)
  const given = {
    id: String(headers['webhook-id'] ?? ''),
    timestamp: String(headers['webhook-timestamp'] ?? ''),
    signature: String(headers['webhook-signature'] ?? ''),
  }
  if (!secrets.some((secret) => isSigned(body, given, secret))) wrong.push('The signature does not fit')
  const read = payload.safeParse(parsed(body))
  if (!read.success) wrong.push(z.prettifyError(read.error))
  return wrong
}

/** By the official library, which Resend's client brings. */
function isSigned(
  body: string,
  headers: { id: string; timestamp: string; signature: string },
  webhookSecret: string,
): boolean {
  try {
    new Resend('none').webhooks.verify({ payload: body, headers, webhookSecret })
    return true
  } catch {
    return false
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
