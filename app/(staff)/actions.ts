'use server'

import { redirect } from 'next/navigation'
import { findStaff } from '#lib/auth/session.ts'
import { signOut } from '#lib/auth/sign-in.ts'
import { AppError } from '#lib/errors.ts'
import { publicAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { change } from '#lib/log/change.ts'

/** Ends this browser's session. Needs no check of who asks: whoever holds the cookie may give it up. */
export async function signOutAction(): Promise<void> {
  await signOut()
  redirect('/sign-in')
}

/** Keeps the theme with whoever is signed in; the page is not rendered anew for it. */
export async function saveThemeAction(_: FormState, form: FormData): Promise<FormState> {
  return await publicAction(form, async ({ theme }) => {
    const staff = await findStaff()
    if (!staff) throw new AppError('unauthenticated', 'Your session has ended.')
    return await change(staff.actor, 'set_theme', { theme })
  })
}
