import { EnvError } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'

/** Why the process does not start: what somebody can put right as plain lines, anything else in the log. */
export function complain(error: unknown): void {
  if (error instanceof EnvError || error instanceof StartFailure) {
    for (const line of error.message.split('\n')) process.stderr.write(`${line}\n`)
  } else log.error('SitRep could not start', { error })
}
