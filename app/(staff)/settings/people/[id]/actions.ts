'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

export async function setContactAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId, email, phone }) => {
    return await change(actor, 'set_contact', { personId, email, phone })
  })
}

export async function endSessionsOfAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId }) => {
    return await change(actor, 'end_sessions_of', { personId })
  })
}

export async function unlinkAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId, issuer }) => {
    return await change(actor, 'unlink_identity', { personId, issuer })
  })
}
