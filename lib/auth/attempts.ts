/**
 * Wrong passwords slow the next try down, per account and per network address, in every process alike. Whether an
 * account exists makes no difference: what was typed is counted.
 */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { signInFailures as failures } from '#db/schema/people.ts'
import { AppError } from '#lib/errors.ts'

/** Some are free, then each one doubles the wait, up to a bound: nobody is shut out for good by somebody else. */
type Pace = { free: number; most: number; first?: number }
const firstWait = 5
const account: Pace = { free: 5, most: 300 }
const address: Pace = { free: 30, most: 900 }
/** Without a try for so long, all is forgotten. */
const memory = '1 hour'

type Counted = { subject: Buffer; pace: Pace }

export type Attempt = {
  /** Call it when the password was right: the account's count is cleared, and the address's is as before. */
  succeeded: () => Promise<void>
}

/**
 * Counts a try before its password is looked at, so that a hundred at once are a hundred. Throws AppError
 * `rate_limited`, and counts nothing, when the account (an e-mail address, or a person's id) or the network
 * address has to wait; the message says how long.
 */
export async function beginAttempt(given: { account: string; address: string }): Promise<Attempt> {
  const counted = [
    { subject: hash(`account ${given.account}`), pace: account },
    { subject: hash(`address ${given.address}`), pace: address },
  ] as const
  await refuseWaiting(counted)
  for (const one of counted) if (!(await count(one))) await refuseWaiting(counted, 1)
  const [ofAccount, ofAddress] = counted
  return {
    succeeded: async () => {
      await database().delete(failures).where(sql`${failures.subject} = ${ofAccount.subject}`)
      await database()
        .update(failures)
        .set({ failures: sql`greatest(${failures.failures} - 1, 0)` })
        .where(sql`${failures.subject} = ${ofAddress.subject}`)
    },
  }
}

/**
 * Counts one try of something else that outsiders may do. Throws AppError `rate_limited`, and counts nothing, when it
 * has to wait.
 */
export async function countTry(what: string, pace: Pace): Promise<void> {
  const one = { subject: hash(`try ${what}`), pace }
  await refuseWaiting([one])
  if (!(await count(one))) await refuseWaiting([one], 1)
}

/** Forgets counts that no longer matter. Returns how many. */
export async function forgetOldFailures(): Promise<number> {
  const gone = await database()
    .delete(failures)
    .where(sql`${failures.lastAt} < now() - ${memory}::interval`)
    .returning({ subject: failures.subject })
  return gone.length
}

/** Counts one more, unless it has to wait: of many at the same instant only so many get through. */
async function count({ subject, pace }: Counted): Promise<boolean> {
  const counted = await database()
    .insert(failures)
    .values({ subject, failures: 1, lastAt: sql`clock_timestamp()` })
    .onConflictDoUpdate({
      target: failures.subject,
      set: {
        failures: sql`case when ${failures.lastAt} < clock_timestamp() - ${memory}::interval then 1
          else ${failures.failures} + 1 end`,
        lastAt: sql`clock_timestamp()`,
      },
      setWhere: sql`${secondsLeft(pace)} <= 0`,
    })
    .returning({ subject: failures.subject })
  return counted.length > 0
}

async function refuseWaiting(counted: readonly Counted[], least = 0): Promise<void> {
  let wait = least
  for (const { subject, pace } of counted) {
    const [row] = await database()
      .select({ seconds: sql<number>`ceil(${secondsLeft(pace)})::int` })
      .from(failures)
      .where(sql`${failures.subject} = ${subject}`)
    wait = Math.max(wait, row?.seconds ?? 0)
  }
  if (wait <= 0) return
  throw new AppError('rate_limited', `Too many tries. Try again in ${inWords(wait)}.`, {
    details: { retryAfterSeconds: wait },
  })
}

/** How long the next try still has to wait, by the database's clock. */
function secondsLeft({ free, most, first = firstWait }: Pace) {
  return sql`case when ${failures.failures} < ${free}::int or ${failures.lastAt} < clock_timestamp() - ${memory}::interval
    then 0 else least(${first}::int * 2.0 ^ least(${failures.failures} - ${free}::int, 20), ${most}::int)
      - extract(epoch from clock_timestamp() - ${failures.lastAt}) end`
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
