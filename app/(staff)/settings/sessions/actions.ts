'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

/** One's own, or, for an admin, anybody's: the door decides. */
export async function endSessionAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { session }) => {
    return await change(actor, 'end_session', { session })
  })
}

export async function endOthersAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor, sessionHash }) => {
    return await change(actor, 'end_other_sessions', { keepSession: sessionHash })
  })
}
