'use server'

import { redirect } from 'next/navigation'
import { signOut } from '#lib/auth/sign-in.ts'

/** Ends this browser's session. Needs no check of who asks: whoever holds the cookie may give it up. */
export async function signOutAction(): Promise<void> {
  await signOut()
  redirect('/sign-in')
}
