'use server'

import { findStaff } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { publicAction, staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import type { MailPreview } from '#lib/messaging/model.ts'
import { previewMail } from '#lib/messaging/preview.ts'

/** What would leave: ref, document, version, note, changes, and the name of somebody who gets it. Writes nothing. */
export async function previewMailAction(
  _: FormState<MailPreview>,
  form: FormData,
): Promise<FormState<MailPreview>> {
  return await publicAction(form, async ({ to = '', ...given }) => {
    const staff = await findStaff()
    if (!staff) throw new AppError('unauthenticated', 'Your session has ended. What you wrote is kept here.')
    return await previewMail(staff.actor, sendingOf(given), to)
  })
}

/** The same mail to oneself. */
export async function sendTestAction(
  _: FormState<{ address: string; deliveryId: string }>,
  form: FormData,
): Promise<FormState<{ address: string; deliveryId: string }>> {
  return await staffAction(form, async ({ actor }, given) => {
    return await change(actor, 'send_test', sendingOf(given))
  })
}

/** One that failed, once more. */
export async function resendAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { deliveryId }) => {
    await change(actor, 'resend_delivery', { deliveryId })
    return null
  })
}

/** Fields of a form as the sending takes them; an empty text is none. */
function sendingOf({ ref, document, version, note, changes }: Record<string, string>) {
  const textOf = (text: string | undefined) => text?.trim() || null
  return { ref, document, version: Number(version), note: textOf(note), changes: textOf(changes) }
}
