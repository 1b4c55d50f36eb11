import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connectionDefaults, withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'

// A server that hangs, seen within a test's time.
connectionDefaults.query_timeout = 1_000
const kit = await testDatabase()
await kit.sql('create table marks (n integer)')

const mark = (n: number, seconds: number) =>
  withTransaction(async (tx) => {
    await tx.execute(sql`insert into marks values (${n})`)
    await tx.execute(sql`select pg_sleep(${seconds})`)
  })

/** Transactions are done again. A single one may be held up for longer than the server is waited for here. */
const goesOn = (n: number) =>
  expect
    .poll(
      async () =>
        await mark(n, 0).then(
          () => 'done',
          () => 'not yet',
        ),
      { timeout: 20_000, interval: 50 },
    )
    .toBe('done')

test('a transaction that got no answer in time is never finished by the next one', async () => {
  await expect(mark(1, 3)).rejects.toThrow()
  await goesOn(2)
  const marks = await kit.sql<{ n: number }>('select distinct n from marks')
  expect(marks).toEqual([{ n: 2 }])
})

test('connections that hang while a transaction begins do not use up the pool', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => mark(3, 3)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([])
  await goesOn(4)
})

test('a connection that is lost in the middle of a transaction fails that transaction alone', async () => {
  const lost = withTransaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await kit.sql('select pg_terminate_backend($1)', [rows[0]?.pid])
    await tx.execute(sql`select 1`)
  })
  await expect(lost).rejects.toThrow()
  await goesOn(5)
})
