/** What Resend takes: whatever it does not know is a violation, which fails a test (CONTRACTS §10). */
import type { IncomingMessage } from 'node:http'

const fields = {
  from: 'string',
  to: 'list',
  subject: 'string',
  html: 'string',
  text: 'string',
  cc: 'list',
  bcc: 'list',
  reply_to: 'list',
  headers: 'object',
  attachments: 'list',
  tags: 'list',
  scheduled_at: 'string',
} as const
const attachmentFields = ['filename', 'content', 'path', 'content_type', 'content_id']
const most = 40_000_000

/** Everything that is wrong with the request, in words; nothing when it is right. */
export function wrongWith({ method, url, headers }: IncomingMessage, body: Buffer): string[] {
  if (method !== 'POST' || url !== '/emails') return [`${method} ${url} is not known`]
  const wrong: string[] = []
  if (!/^Bearer re_\w+$/.test(headers.authorization ?? '')) wrong.push('Authorization is not a key of Resend')
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) wrong.push('Content-Type is not JSON')
  if (!headers['user-agent']) wrong.push('User-Agent is missing')
  const key = headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 1 || key.length > 256) wrong.push('Idempotency-Key is missing')
  return [...wrong, ...wrongInBody(body)]
}

function wrongInBody(bytes: Buffer): string[] {
  const body = parsed(bytes)
  if (!body) return ['The body is no JSON object']
  const wrong = Object.entries(body).flatMap(([name, value]) => wrongField(name, value))
  for (const name of ['from', 'to', 'subject'] as const) if (!body[name]) wrong.push(`${name} is missing`)
  if (!body.html && !body.text) wrong.push('There is neither html nor text')
  if (/[\r\n]/.test(`${body.from}${body.subject}`)) wrong.push('A line break stands in a header')
  if (Array.isArray(body.to) && body.to.length > 50) wrong.push('to has more than 50 addresses')
  if (bytes.byteLength > most) wrong.push('It is larger than 40 MB')
  return wrong
}

function wrongField(name: string, value: unknown): string[] {
  if (!(name in fields)) return [`There is no field ${name}`]
  const wanted = fields[name as keyof typeof fields] // asked for one line above
  const given = Array.isArray(value) ? 'list' : typeof value
  const isRight =
    given === wanted || (wanted === 'list' && given === 'string' && name !== 'attachments' && name !== 'tags')
  if (!isRight) return [`${name} is a ${given}`]
  if (name === 'attachments') return (value as unknown[]).flatMap(wrongAttachment)
  if (name === 'tags') return (value as unknown[]).flatMap(wrongTag)
  if (name === 'headers') return Object.entries(value as object).flatMap(wrongHeader)
  return []
}

function wrongAttachment(value: unknown): string[] {
  const given = (value ?? {}) as Record<string, unknown> // any object has fields to look at
  const unknown = Object.keys(given).filter((name) => !attachmentFields.includes(name))
  if (unknown.length > 0) return [`An attachment has no field ${unknown.join(', ')}`]
  const { filename, content } = given
  if (typeof filename !== 'string' || typeof content !== 'string')
    return ['An attachment lacks its name or content']
  return Buffer.from(content, 'base64').toString('base64') === content ? [] : ['An attachment is not base64']
}

function wrongTag(value: unknown): string[] {
  const { name, value: said, ...more } = (value ?? {}) as Record<string, unknown> // as above
  const isRight = [name, said].every((text) => typeof text === 'string' && /^[\w-]{1,256}$/.test(text))
  return isRight && Object.keys(more).length === 0 ? [] : ['A tag is not right']
}

/** A name and a line of ASCII; what unsubscribes is an address, and its one click goes with it (RFC 8058). */
function wrongHeader([name, value]: [string, unknown]): string[] {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,75}$/.test(name)) return [`${name} is no header`]
  if (typeof value !== 'string' || !/^[\x20-\x7e]{1,900}$/.test(value))
    return [`${name} is not a line of ASCII`]
  if (name === 'List-Unsubscribe' && !/^<https?:\/\/[^\s<>]+>$/.test(value)) return [`${name} is no address`]
  if (name === 'List-Unsubscribe-Post' && value !== 'List-Unsubscribe=One-Click')
    return [`${name} is not one click`]
  return []
}

export function parsed(bytes: Buffer): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'))
    return body && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}
