import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { hook } from '#lib/http/route.ts'
import { receiveResendReport } from '#lib/messaging/callback.ts'

/** What became of our mails, as Resend reports it: signed, perhaps late, twice or in another order. */
export const POST = hook(async (bytes, headers) => {
  const { mail } = env()
  if (mail.transport !== 'resend' || !mail.webhookSecret) {
    throw new AppError(
      'unavailable',
      'Reports of Resend are not set up here: RESEND_WEBHOOK_SECRET is missing.',
    )
  }
  const signed = {
    id: headers.get('svix-id'),
    timestamp: headers.get('svix-timestamp'),
    signature: headers.get('svix-signature'),
  }
  await receiveResendReport(bytes, signed, mail.webhookSecret)
})
