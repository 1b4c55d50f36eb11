'use server'

import { after } from 'next/server'
import { askForReset } from '#lib/auth/forgot.ts'
import { publicAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import { log } from '#lib/log.ts'
import { systemActor } from '#lib/people/policy.ts'

/** The same answer for every address, and as quick: what it sets off comes after it. */
export async function forgotAction(_: FormState, form: FormData): Promise<FormState> {
  return await publicAction(form, async (submitted) => {
    const email = await askForReset(submitted.email ?? '')
    after(async () => {
      try {
        await change(systemActor('sign-in'), 'mail_reset_link', { email })
      } catch (error) {
        log.error('A reset link could not be mailed', { error })
      }
    })
    return null
  })
}
