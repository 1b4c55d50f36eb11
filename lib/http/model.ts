/** What a form knows about its action: shared by action.ts and the browser. */

export type FormState<Result = null> =
  | { status: 'idle' }
  | { status: 'done'; result: Result }
  | {
      status: 'failed'
      /** `unauthenticated`: the session has ended meanwhile; the form offers to sign in beside it. */
      code: string
      message: string
      fields: Record<string, string>
      /** What was submitted, but passwords: React empties a form whose action returned. */
      values: Record<string, string>
    }

export type FormAction<Result = null> = (
  before: FormState<Result>,
  form: FormData,
) => Promise<FormState<Result>>

export const idle: { status: 'idle' } = { status: 'idle' }
