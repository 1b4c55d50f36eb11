'use server'

import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { execute } from '#lib/log/execute.ts'

/** Composes the situation report of `ref` from its log and saves it as a version; a resolve does the same by a job. */
export async function generateSituationReport(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { ref = '' }) => {
    await execute(actor, ref, { type: 'draft_report' })
    return null
  })
}

/**
 * Renders the page anew, for what follows the log while somebody may be writing on it: an action that loses its
 * connection fails, where a refresh of the router would leave the page.
 */
export async function renewPage(): Promise<FormState> {
  return await staffAction(new FormData(), async () => null)
}

/** Begins the post-mortem of `ref` from its log, or saves what is written of it. */
export async function generatePostMortem(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { ref = '', ownerId }) => {
    await execute(actor, ref, { type: 'draft_post_mortem', ...(ownerId ? { ownerId } : {}) })
    return null
  })
}
