/** Where a subscriber confirms and leaves: absolute, from PUBLIC_URL alone (T20). */
import { env } from '#lib/env.ts'

/** Where somebody says yes, by the token of newConfirmToken. */
export function confirmAddress(token: string): string {
  return `${env().publicUrl}/s/confirm/${token}`
}

/** Where a subscription ends, by the token of unsubscribeToken. */
export function unsubscribeAddress(token: string): string {
  return `${env().publicUrl}/s/unsubscribe/${token}`
}
