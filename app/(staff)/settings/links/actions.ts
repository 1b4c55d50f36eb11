'use server'

import { AppError } from '#lib/errors.ts'
import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import type { ShownLink } from '#lib/share-link/model.ts'
import { fromDateTimeLocal } from '#lib/time/wall.ts'

/** A link to everything current; its address is shown this once. */
export async function createLinkAction(
  _: FormState<ShownLink>,
  form: FormData,
): Promise<FormState<ShownLink>> {
  return await staffAction(form, async ({ actor, zone }, { label = '', ends, endsAt = '' }) => {
    const at = ends === 'at' ? fromDateTimeLocal(endsAt, zone) : null
    if (ends === 'at' && !at) {
      throw new AppError('invalid', 'The end is no time.', {
        fields: { expiresAt: 'Give a day and a time.' },
      })
    }
    const expiresAt = at?.toISOString() ?? null
    const { url } = await change(actor, 'create_share_link', { ref: null, label, expiresAt })
    return { label: label.trim(), url }
  })
}

/** Any link: of an incident, or to everything current. */
export async function revokeLinkAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id }) => {
    return await change(actor, 'revoke_share_link', { id })
  })
}
