/** Where Postgres's refusals become ours. Constraint names map to words in this one place. */
import { AppError, type ErrorCode } from '#lib/errors.ts'

/** A conflict, unless another code stands here. */
type Known = { code?: ErrorCode; message: string; fields?: Record<string, string> }

const constraints: Record<string, Known> = {
  role_spans_one_commander: { message: 'Somebody else holds command. There is exactly one Commander.' },
  role_spans_no_two_commanders: {
    message: 'At that time somebody else held command. There is never more than one Commander.',
    fields: { occurredAt: 'Give a time after the last Commander ended.' },
  },
  incidents_times_in_order: { message: 'The milestones would stand in the wrong order.' },
  // Its first answer is forgotten after 48 h; that it was carried out is known for ever.
  entries_command_once: {
    code: 'key_reused',
    message: 'This command has been carried out already, under another key or by somebody else.',
  },
  entries_not_ahead: {
    message: 'That time is more than five minutes ahead of the clock.',
    fields: { occurredAt: 'Give a time up to five minutes ahead.' },
  },
  entries_without_gaps: { message: 'The log has moved on meanwhile. Send the command again.' },
  // The same request waits for the first one's lock, so whoever gets here sent another one.
  idempotency_keys_pkey: {
    code: 'key_reused',
    message: 'This Idempotency-Key was used for another request. Use a new key.',
  },
  people_email_unique: {
    message: 'Somebody has this e-mail address already.',
    fields: { email: 'Use another address, or reset the password of that person.' },
  },
  stakeholders_email_unique: {
    message: 'Somebody in the directory has this e-mail address already.',
    fields: { email: 'Choose them from the directory, or use another address.' },
  },
  people_email_shape: {
    message: 'This is not an e-mail address that SitRep accepts.',
    fields: { email: 'Write an address such as ines@example.org, in ASCII, with one @.' },
  },
}

/** The SQLSTATE (or Node's code) and the constraint of a database error, or null when it is something else. */
function signsOf(error: unknown): { code: string; constraint: string } | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    // pg puts these on its errors; drizzle wraps them, so the causes are walked.
    const { code, constraint, syscall } = at as { code?: unknown; constraint?: unknown; syscall?: unknown }
    // A missing file is a fault of ours; a missing socket is a database that is down.
    if (code === 'ENOENT' && syscall !== 'connect') return null
    if (typeof code === 'string')
      return { code, constraint: typeof constraint === 'string' ? constraint : '' }
    // Only pg's own words count: drizzle's repeat what people wrote, who often write of timeouts.
    if (!(at.cause instanceof Error) && lost.test(at.message)) return { code: '08000', constraint: '' }
  }
  return null
}

// How pg says, without a code, that there is no connection.
const lost = /timeout|terminated|connection|after calling end on the pool/i

// Classes of SQLSTATE (and Node's own codes) that mean: not now, try again.
const passing =
  /^(08|53|57P0|57014|55P03|40001|40P01|25P03|25006|ECONN|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/

/** The AppError that a failed write or read amounts to; anything unknown is given back as it was. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const signs = signsOf(error)
  if (!signs) return error
  const known = constraints[signs.constraint]
  if (known) return new AppError(known.code ?? 'conflict', known.message, { fields: known.fields ?? {} })
  if (passing.test(signs.code)) {
    return new AppError(
      'unavailable',
      'The database does not answer just now. Nothing was lost: send it again.',
    )
  }
  return error
}
