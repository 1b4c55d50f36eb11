import { readFile, versionFile } from '#lib/messaging/files.ts'
import {
  type Mail,
  type StoredMessage,
  storedMessage,
  tokenPlace,
  withToken,
} from '#lib/messaging/message.ts'
import type { DeliveryKind } from '#lib/messaging/model.ts'
import { unsubscribeKey } from '#lib/subscriber/queries.ts'
import { unsubscribeToken } from '#lib/subscriber/token.ts'
import { isSending, type Written, writeMessage } from './write-message.ts'

type Row = Written & {
  id: string
  kind: DeliveryKind
  recipientId: string
  address: string
  secret: string | null
  message: Record<string, unknown> | null
}

export type ReadyMail = {
  /** What goes into the row before the first try. */
  stored: StoredMessage
  /** What is handed over: the token in its place, the bytes of what is attached. */
  mail: Mail
  /** It needs a token that is not there any more. */
  lacksToken: boolean
}

/** The mail of a delivery: as it was stored, or written now. */
export async function mailOf(row: Row, from: string): Promise<ReadyMail> {
  const stored = row.message ? storedMessage.parse(row.message) : await writeMessage(row, from)
  const attachments = await Promise.all(
    stored.attachments.map(async ({ name, type, document, version, format }) => {
      const key = row.incidentId && { incidentId: row.incidentId, document, version }
      const bytes =
        key &&
        ((await readFile(key, format)) ?? (isSending(row) ? null : await versionFile(key, format, false)))
      if (!bytes) throw new Error(`${name} is not there any more`)
      return { name, type, bytes }
    }),
  )
  const to = { name: row.name, address: row.address }
  const token =
    row.kind === 'public_update' ? unsubscribeToken(row.recipientId, await unsubscribeKey()) : row.secret
  const filled = withToken(stored, token)
  const lacksToken = token === null && stored.text.includes(tokenPlace)
  return { stored, mail: { ...filled, id: row.id, to, attachments }, lacksToken }
}
