'use server'

import { redirectToNext } from '#lib/auth/session.ts'
import { signIn, signInAt } from '#lib/auth/sign-in.ts'
import { publicAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  return await publicAction(form, async ({ email = '', password = '', next }) => {
    await signIn({ email, password })
    return redirectToNext(next)
  })
}

/** Leads to a provider; from there back to `next`. */
export async function signInAtAction(_: FormState, form: FormData): Promise<FormState> {
  return await publicAction(form, async ({ provider = '', next = '/' }) => await signInAt(provider, next))
}
