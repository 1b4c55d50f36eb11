'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import { linkAddress } from '#lib/people/link-address.ts'
import type { ShownLink } from '#lib/people/model.ts'

export async function inviteAction(_: FormState<ShownLink>, form: FormData): Promise<FormState<ShownLink>> {
  return await staffAction(form, async ({ actor }, { name = '', email, role }) => {
    const link = await change(actor, 'invite_person', { name, email, role })
    return { for: name.trim(), purpose: 'invite', address: linkAddress(link), mailed: link.mailed }
  })
}

/** A new invitation or reset link for somebody who is listed. */
export async function issueLinkAction(
  _: FormState<ShownLink>,
  form: FormData,
): Promise<FormState<ShownLink>> {
  return await staffAction(form, async ({ actor }, { personId, name = '' }) => {
    const link = await change(actor, 'issue_link', { personId })
    const purpose = link.purpose === 'reset' ? 'reset' : 'invite'
    return { for: name, purpose, address: linkAddress(link), mailed: link.mailed }
  })
}

export async function setRoleAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId, role }) => {
    return await change(actor, 'set_person_role', { personId, role })
  })
}

export async function disableAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId }) => {
    return await change(actor, 'disable_person', { personId })
  })
}

export async function enableAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { personId }) => {
    return await change(actor, 'enable_person', { personId })
  })
}
