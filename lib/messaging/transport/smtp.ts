/** A mail server of one's own, by nodemailer. It knows no key: what may have gone is not sent again by itself. */
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Mail } from '#lib/messaging/message.ts'
import type { Outcome } from '#lib/messaging/model.ts'
import type { Transport } from '#lib/messaging/transport.ts'
import { newPace } from './pace.ts'

/** Each step within the time that a try has: what never began is then known not to have gone. */
const patience = 4000
/** Mail servers take few connections at once. */
const gap = 250

export function smtpTransport({ url, from }: { url: string; from: string }): Omit<Transport, 'breaker'> {
  const mailer = createTransport({
    url,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: 2 * patience,
    dnsTimeout: patience,
  })
  return {
    name: 'smtp',
    from,
    isRepeatable: false,
    turn: newPace(gap).turn,
    send: async (mail, signal) => {
      let hasBegun = false
      let isHandedOver = false
      try {
        const bytes = await compose(mail)
        signal.throwIfAborted()
        isHandedOver = true
        // Nothing is read of it before the server has let us in: until then it is certain that nothing went.
        const raw = Readable.from(
          (function* () {
            hasBegun = true
            yield bytes
          })(),
        )
        const envelope = { from: addressIn(mail.from), to: [mail.to.address] }
        const sent = await withinSignal(mailer.sendMail({ envelope, raw }), signal)
        return { kind: 'accepted', providerId: sent.messageId ?? messageId(mail) }
      } catch (error) {
        // Given up from outside, it may still go on by itself.
        return classify(error, hasBegun || (isHandedOver && signal.aborted))
      }
    },
  }
}

/** The whole message, with an id of its own. */
async function compose(mail: Mail): Promise<Buffer> {
  const { from, to, subject, text, html, attachments, headers = {} } = mail
  const composer = new MailComposer({
    from,
    to: { name: to.name, address: to.address },
    subject,
    text,
    html,
    messageId: messageId(mail),
    headers,
    attachments: attachments.map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: bytes,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}

function messageId({ id, from }: Mail): string {
  return `<${id}@${addressIn(from).split('@').at(-1)}>`
}

function addressIn(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from
}

/** A server's own answer is certain. Without one it is unknown, once we had begun. */
function classify(error: unknown, hasBegun: boolean): Outcome {
  const { responseCode, code } = (error ?? {}) as { responseCode?: number; code?: string } // nodemailer's own fields
  const said = error instanceof Error ? error.message : String(error)
  const why = `The mail server: ${said.replaceAll(/\s+/g, ' ').slice(0, 300)}`
  if (code === 'EAUTH') return { kind: 'later', why, after: null, due: 'provider' }
  if (responseCode !== undefined && responseCode >= 500) return { kind: 'refused', why }
  if (responseCode !== undefined) return { kind: 'later', why, after: null, due: 'message' }
  if (!hasBegun) return { kind: 'later', why, after: null, due: 'provider' }
  return { kind: 'unknown', why }
}

function withinSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('It did not answer in time')), { once: true })
    work.then(resolve, reject)
  })
}
