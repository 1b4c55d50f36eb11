'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

export async function editProfileAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { name, timeZone }) => {
    return await change(actor, 'edit_profile', { name, timeZone: timeZone || null })
  })
}

export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor, sessionHash }, { current, password }) => {
    return await change(actor, 'change_password', { current, password, session: sessionHash })
  })
}
