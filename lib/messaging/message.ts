/** A message as it is stored before it is first tried: the same bytes at every attempt. */
import * as z from 'zod'
import { documentNames } from '#lib/document/model.ts'

/** Stands where the one-time token goes: the token itself is put in at the moment of sending, and stored nowhere else. */
export const tokenPlace = 'one-time-token-2f1d8c0a9b7e4653'
const hidden = '…hidden…'

const attachment = z.strictObject({
  name: z.string(),
  type: z.string(),
  size: z.int(),
  document: z.enum(documentNames),
  version: z.int(),
  format: z.enum(['pdf', 'md']),
})

export const storedMessage = z.strictObject({
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(attachment),
  /** Headers of its own, beside those that every mail has. */
  headers: z.record(z.string(), z.string()).optional(),
})

export type StoredMessage = z.output<typeof storedMessage>
export type Attachment = z.output<typeof attachment>

/** A message on its way out: whole, with the bytes of what is attached. */
export type Mail = Omit<StoredMessage, 'attachments'> & {
  /** Names it for ever: the delivery's id. */
  id: string
  to: { name: string; address: string }
  attachments: { name: string; type: string; bytes: Buffer }[]
}

/** With the token in its place; `null`: as it is shown to others, the token hidden. */
export function withToken(message: StoredMessage, token: string | null): StoredMessage {
  const fill = (text: string) => text.replaceAll(tokenPlace, token ?? hidden)
  const { text, html, headers } = message
  const filled = Object.entries(headers ?? {}).map(([name, value]) => [name, fill(value)])
  return {
    ...message,
    ...{ text: fill(text), html: fill(html) },
    ...(headers && { headers: Object.fromEntries(filled) }),
  }
}
