'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import type { ShownSecret } from '#lib/subscriber/model.ts'

export async function addWebhookAction(
  _: FormState<ShownSecret>,
  form: FormData,
): Promise<FormState<ShownSecret>> {
  return await staffAction(form, async ({ actor }, { name, url, incident }) => {
    const of = incident?.trim() ? { incident: incident.trim() } : {}
    const chosen = form.getAll('severities')
    const added = await change(actor, 'add_webhook', {
      ...{ name, url, ...of },
      ...(chosen.length > 0 && { severities: chosen }),
    })
    return { name: added.name, secret: added.secret }
  })
}

export async function removeWebhookAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id }) => {
    return await change(actor, 'remove_webhook', { id })
  })
}
