'use server'

import { redirect } from 'next/navigation'
import { signIn } from '#lib/auth/sign-in.ts'
import { publicAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'
import { linkHolder } from '#lib/people/policy.ts'

export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  return await publicAction(form, async (submitted) => {
    await change(linkHolder, 'set_up_organisation', submitted)
    const { email = '', password = '' } = submitted
    await signIn({ email, password })
    redirect('/')
  })
}
