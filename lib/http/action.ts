import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { unstable_rethrow } from 'next/navigation'
import { findStaff, type Staff } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import type { FormState } from '#lib/http/model.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'

/** The fields of a form as plain values; files and React's own fields are left out. */
export type Submitted = Record<string, string>

/**
 * Runs a Server Action of a signed-in person: finds who it is, hands over the fields, and turns what happens
 * into the form's next state. The page around the form is rendered anew when it went well.
 */
export async function staffAction<Result>(
  form: FormData,
  work: (staff: Staff, submitted: Submitted) => Promise<Result>,
): Promise<FormState<Result>> {
  return await publicAction(form, async (submitted) => {
    const staff = await findStaff()
    if (!staff) throw new AppError('unauthenticated', 'Your session has ended. What you wrote is kept here.')
    const result = await work(staff, submitted)
    refresh()
    return result
  })
}

/** The same for pages that are open to whoever has their link: sign-in, set-up, invitation, reset. */
export async function publicAction<Result>(
  form: FormData,
  work: (submitted: Submitted) => Promise<Result>,
): Promise<FormState<Result>> {
  const submitted = fieldsOf(form)
  try {
    return { status: 'done', result: await work(submitted) }
  } catch (thrown) {
    // Redirects and "not found" are thrown too; they are the framework's.
    unstable_rethrow(thrown)
    return failed(toAppError(thrown), submitted)
  }
}

function failed(error: unknown, submitted: Submitted): FormState<never> {
  const values = Object.fromEntries(Object.entries(submitted).filter(([name]) => !secretName.test(name)))
  if (error instanceof AppError) {
    const { code, message, fields } = error
    return { status: 'failed', code, message, fields, values }
  }
  const id = randomUUID().slice(0, 8)
  log.error('A form failed', { id, error })
  const message = `This failed on our side and has been logged (${id}). Send it again.`
  return { status: 'failed', code: 'internal', message, fields: {}, values }
}

const secretName = /password|current|token/i

function fieldsOf(form: FormData): Submitted {
  const fields: Submitted = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$ACTION')) fields[name] = value
  }
  return fields
}
