/** The one error that crosses rooms: a closed set of codes, words for people, and the fields at fault. */

export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  key_reused: 422,
  rate_limited: 429,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof errorStatus

/** A field's name (dotted for nested ones) and what would be right. */
export type FieldErrors = Record<string, string>

export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldErrors
  /** More for a program to act on, e.g. both values of a conflict. */
  readonly details: Record<string, unknown>

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: FieldErrors; details?: Record<string, unknown> } = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fields = more.fields ?? {}
    this.details = more.details ?? {}
  }
}
