import type { Fakes } from '../fakes/fakes.ts'

/** Resend's own vector; nothing real is signed with it. */
export const webhookSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** What an app needs in its environment to send by the fake of Resend. */
export function mailVariables({ resendUrl }: Pick<Fakes, 'resendUrl'>): Record<string, string> {
  return {
    RESEND_API_KEY: 're_test',
    // Receivers of webhooks are on loopback as well.
    WEBHOOK_ALLOW_LOOPBACK: 'on',
    RESEND_BASE_URL: resendUrl,
    RESEND_WEBHOOK_SECRET: webhookSecret,
    MAIL_FROM: 'Meridian SitRep <sitrep@meridian.example>',
  }
}
