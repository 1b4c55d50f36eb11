'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import type { ShownToken } from '#lib/people/model.ts'

export async function createTokenAction(
  _: FormState<ShownToken>,
  form: FormData,
): Promise<FormState<ShownToken>> {
  return await staffAction(form, async ({ actor }, { name = '', role, as }) => {
    const personId = as === 'service' ? null : actor.id
    const { token } = await change(actor, 'create_token', { name, role, personId })
    return { name: name.trim(), token }
  })
}

export async function revokeTokenAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { tokenId }) => {
    return await change(actor, 'revoke_token', { tokenId })
  })
}
