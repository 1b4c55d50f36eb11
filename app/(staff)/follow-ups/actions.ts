'use server'

import type { Edited } from '#components/follow-up/actions.ts'
import { AppError } from '#lib/errors.ts'
import type { FollowUp } from '#lib/follow-up/model.ts'
import { type Submitted, staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

export async function addFollowUpAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, submitted) => {
    const { ref = '' } = submitted
    await change(actor, 'add_follow_up', { ref: ref.trim(), ...fieldsOf(submitted) })
    return null
  })
}

/** What somebody else wrote meanwhile comes back as an answer: the form then shows both. */
export async function editFollowUpAction(_: FormState<Edited>, form: FormData): Promise<FormState<Edited>> {
  return await staffAction(form, async ({ actor }, submitted) => {
    const { id, changedAt } = submitted
    try {
      await change(actor, 'edit_follow_up', { id, changedAt, ...fieldsOf(submitted) })
      return { conflict: null }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error
      // The action itself puts the present follow-up there.
      return { conflict: error.details.now as FollowUp }
    }
  })
}

export async function moveFollowUpAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id, state, outcome }) => {
    await change(actor, 'set_follow_up_state', { id, state, outcome: outcome ?? null })
    return null
  })
}

/** An empty field of a form is none. */
function fieldsOf({ title, kind, ownerId, dueOn, url }: Submitted) {
  return { title, kind, ownerId: ownerId || null, dueOn: dueOn || null, url: url?.trim() || null }
}
