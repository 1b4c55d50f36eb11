import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { beginAttempt, forgetOldFailures } from './attempts.ts'

const kit = await testDatabase()
const ines = { account: 'ines@example.org', address: '192.0.2.7' }

// The database's clock stands: how long is waited must not depend on how long the test takes.
await kit.sql(`create function public.clock_timestamp() returns timestamptz language sql
  as $$ select '${new Date().toISOString()}'::timestamptz $$`)
await kit.sql(`do $$ begin
  execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$`)

beforeEach(async () => {
  await kit.sql('truncate sign_in_failures')
})

async function fail(given: { account: string; address: string }, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await beginAttempt(given)
}

/** As if that many seconds had passed since the last try. */
async function wait(seconds: number): Promise<void> {
  await kit.sql(`update sign_in_failures set last_at = last_at - make_interval(secs => $1)`, [seconds])
}

test('five tries are free, then each one doubles the wait, and the message says how long', async () => {
  await fail(ines, 5)
  for (const seconds of [5, 10, 20, 40, 80]) {
    await expect(beginAttempt(ines)).rejects.toMatchObject({
      code: 'rate_limited',
      message: `Too many tries. Try again in ${seconds} seconds.`,
      details: { retryAfterSeconds: seconds },
    })
    await wait(seconds)
    await beginAttempt(ines)
  }
  await expect(beginAttempt(ines)).rejects.toThrow('Try again in 3 minutes.')
})

test('the wait has a bound, and an hour without a try forgets all', async () => {
  await fail(ines, 5)
  await kit.sql('update sign_in_failures set failures = 1000000')
  await expect(beginAttempt(ines)).rejects.toThrow('Try again in 15 minutes.')
  await wait(3601)
  await fail(ines, 5)
  await expect(beginAttempt(ines)).rejects.toThrow('5 seconds')
})

test('other accounts do not suffer, until the address has had its share', async () => {
  await fail(ines, 5)
  await beginAttempt({ ...ines, account: 'jonas@example.org' })
  for (let i = 0; i < 24; i++) await beginAttempt({ ...ines, account: `guess-${i}@example.org` })
  await expect(beginAttempt({ ...ines, account: 'olga@example.org' })).rejects.toThrow('Too many tries')
  await beginAttempt({ account: 'olga@example.org', address: '198.51.100.4' })
})

test('a success clears the account and leaves the address as it was', async () => {
  await fail(ines, 3)
  const right = await beginAttempt(ines)
  await right.succeeded()
  const rows = await kit.sql<{ failures: number }>('select failures from sign_in_failures')
  expect(rows).toEqual([{ failures: 3 }])
  await fail(ines, 5)
})

test('of fifty at once no more get through than one after the other', async () => {
  const tried = await Promise.allSettled(Array.from({ length: 50 }, () => beginAttempt(ines)))
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
})

test('what is refused is not counted, so that asking again does not make it longer', async () => {
  await fail(ines, 5)
  for (let i = 0; i < 5; i++) await expect(beginAttempt(ines)).rejects.toThrow('5 seconds')
})

test('old counts are forgotten', async () => {
  await fail(ines, 1)
  expect(await forgetOldFailures()).toBe(0)
  await wait(3601)
  expect(await forgetOldFailures()).toBe(2)
})
