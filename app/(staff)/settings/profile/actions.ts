'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

export async function editProfileAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { name, timeZone }) => {
    return await change(actor, 'edit_profile', { name, timeZone: timeZone || null })
  })
}

/** Address and number, with the password again. */
export async function editContactAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor, sessionHash }, { email, phone, current = '' }) => {
    return await change(actor, 'edit_contact', { email, phone, current, session: sessionHash })
  })
}

/** An empty picture is none. */
export async function setPictureAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { picture }) => {
    return await change(actor, 'set_picture', { picture: picture || null })
  })
}

export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor, sessionHash }, { current, password }) => {
    return await change(actor, 'change_password', { current, password, session: sessionHash })
  })
}
