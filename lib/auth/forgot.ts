import { headers } from 'next/headers'
import { beginAttempt } from '#lib/auth/attempts.ts'
import { clientHeader } from '#lib/auth/client-address.ts'
import { AppError } from '#lib/errors.ts'
import { toAppError } from '#lib/log/faults.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import { email } from '#lib/people/input.ts'

/**
 * Whether somebody may ask for a new password now; gives the address as it is stored. It counts like a sign-in that
 * failed. Whether there is such an account plays no part. Throws AppError: invalid, rate_limited, unavailable.
 */
export async function askForReset(typed: string): Promise<string> {
  if (!mailLeaves()) throw new AppError('conflict', 'No mail is set up here. Ask an admin for a link.')
  const parsed = email.safeParse(typed)
  if (!parsed.success) {
    const message = 'Write one e-mail address, such as ines@example.org.'
    throw new AppError('invalid', message, { fields: { email: message } })
  }
  const client = (await headers()).get(clientHeader) ?? 'unknown'
  try {
    await beginAttempt({ account: `reset ${parsed.data}`, address: client })
  } catch (error) {
    throw toAppError(error)
  }
  return parsed.data
}
