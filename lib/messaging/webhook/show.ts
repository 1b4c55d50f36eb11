/** A webhook as people look at it, beside mails. Pure. */
import { writeHtml } from '#lib/messaging/mail/html.ts'
import type { StoredMessage } from '#lib/messaging/message.ts'

/** Its body, readable, in the frame that mails are shown in. */
export function showWebhook(body: string): StoredMessage {
  const text = JSON.stringify(JSON.parse(body), null, 2)
  const subject = 'update.published'
  const letter = { subject, preview: '', title: 'Webhook', aside: subject }
  const html = writeHtml({
    ...letter,
    pieces: [{ type: 'said', heading: 'As it is posted', blocks: [{ type: 'code', text }] }],
  })
  return { from: 'SitRep', subject, text, html, attachments: [] }
}
