/** Sends one command of this browser: plain HTTP with the session's cookie (D8). */
import { type Kept, type Problem, withTime } from '#components/live/pending.ts'
import { addressOf } from '#components/live/server.ts'
import { currentTime } from '#components/ui/ticker.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

export type Answer =
  | { kind: 'done'; entries: Entry[] }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'signed out' }
  | { kind: 'unreachable' }

const answerWithinMs = 20_000
/** Sent later than this, words keep the time of their writing; before, the server's clock is the better one. */
const lateAfterMs = 3_000

/**
 * Sends one command, in the name of `personId` alone if given. Words that are sent late keep the time of their
 * writing, but none before `notBefore`, so that the log reads in the order of writing. Whatever leaves open if it
 * arrived is `unreachable`: the same key may be sent again. A key that the server knows with another body, the one
 * without the time of its writing, has arrived.
 */
export async function sendCommand(
  ref: string,
  kept: Pick<Kept, 'key' | 'input' | 'at'>,
  { personId = '', notBefore = '' }: { personId?: string; notBefore?: Instant } = {},
): Promise<Answer> {
  const { key, input, at } = kept
  const isLate = currentTime() - Date.parse(at) > lateAfterMs
  const command = isLate ? withTime({ input, at: at > notBefore ? at : notBefore }) : input
  try {
    const response = await fetch(`${addressOf(ref)}/commands`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        'X-Signed-In-As': personId,
      },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (response.status === 401) return { kind: 'signed out' }
    if (response.status === 422) return { kind: 'done', entries: [] }
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
    const body = await response.json()
    return response.ok ? { kind: 'done', ...body } : { kind: 'refused', problem: problemOf(body, response) }
  } catch {
    return { kind: 'unreachable' }
  }
}

function problemOf(body: Partial<Problem>, response: Response): Problem {
  return {
    status: response.status,
    code: body.code ?? 'invalid',
    detail: body.detail ?? `The server answered ${response.status}.`,
    fields: body.fields ?? {},
    details: body.details ?? {},
  }
}
