/** Errors as problem+json (RFC 9457). Knows nothing of Next, so the front uses it too. */
import { v7 as uuidv7 } from 'uuid'
import { AppError, type ErrorCode, errorStatus, type FieldErrors } from '#lib/errors.ts'

export type Problem = {
  type: 'about:blank'
  title: string
  status: number
  detail: string
  code: ErrorCode | 'internal'
  fields?: FieldErrors
  details?: Record<string, unknown>
  /** Names this failure in the server's log. */
  id?: string
}

export const titles: Record<ErrorCode, string> = {
  invalid: 'The request is not right',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'The present state does not allow this',
  gone: 'Gone',
  too_large: 'Too much at once',
  key_reused: 'The Idempotency-Key was used for something else',
  rate_limited: 'Too many requests',
  unavailable: 'Not available just now',
}

/** The problem that an error is. What is not an AppError stays our secret: an id and no more (T23). */
export function problemOf(error: unknown): { status: number; body: Problem } {
  if (!(error instanceof AppError)) {
    return {
      status: 500,
      body: {
        type: 'about:blank',
        title: 'Something went wrong here',
        status: 500,
        detail: 'It has been logged. Nothing that you sent was half done.',
        code: 'internal',
        id: uuidv7(),
      },
    }
  }
  const { code, message, fields, details } = error
  const status = errorStatus[code]
  const body: Problem = { type: 'about:blank', title: titles[code], status, detail: message, code }
  if (Object.keys(fields).length > 0) body.fields = fields
  if (Object.keys(details).length > 0) body.details = details
  return { status, body }
}

/** What a problem's answer says besides: how to sign in, and when to ask again. */
export function problemHeaders({ status }: Pick<Problem, 'status'>): Record<string, string> {
  return {
    'Content-Type': 'application/problem+json; charset=utf-8',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(status === 503 && { 'Retry-After': '2' }),
  }
}
