'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

export async function liftAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { address }) => {
    return await change(actor, 'lift_suppression', { address })
  })
}

export async function resendAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { deliveryId }) => {
    await change(actor, 'resend_delivery', { deliveryId })
    return null
  })
}
