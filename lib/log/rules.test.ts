import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import type { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { type ExecuteOptions, execute } from '#lib/log/execute.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const admin = await kit.person({ name: 'Ada Min', role: 'admin' })

const day = (time: string) => `2026-05-14T${time}.000Z`
const clock = (time: string): ExecuteOptions => ({ clock: () => day(time) })
const impact = { who: 'All customers', how: 'They cannot log in' }

async function declared(options: ExecuteOptions = {}) {
  const { incident } = await execute(ines, null, { ...declaration, severity: 'SEV1' }, options)
  return incident.ref
}

async function refusal(
  actor: Actor,
  ref: string,
  input: object,
  options?: ExecuteOptions,
): Promise<AppError> {
  // Everything that the door throws at people is an AppError; the assertions would fail on anything else.
  return (await execute(actor, ref, input, options).catch((error: unknown) => error)) as AppError
}

test('accepting command after the end, when nobody ever acknowledged, names the two milestones', async () => {
  const ref = await declared(clock('12:00:00'))
  await execute(admin, ref, { type: 'assign_role', role: 'commander', personId: ines.id }, clock('12:01:00'))
  await execute(ines, ref, { type: 'resolve', solution: 'It went away', impact }, clock('12:02:00'))
  const offer = { type: 'offer_command', personId: jonas.id, brief: 'Write the report.' }
  await execute(ines, ref, offer, clock('12:03:00'))
  const error = await refusal(jonas, ref, { type: 'accept_command' }, clock('12:04:00'))
  expect(error).toMatchObject({ code: 'conflict' })
  expect(error.message).toContain(`acknowledgedAt (${day('12:04:00')})`)
  expect(error.message).toContain(`resolvedAt (${day('12:02:00')})`)
})

test('an offer written down late can still be accepted for five minutes', async () => {
  const ref = await declared(clock('12:00:00'))
  await execute(ines, ref, { type: 'take_role', role: 'commander' }, clock('12:01:00'))
  const offer = { type: 'offer_command', personId: jonas.id, brief: 'Brief.', occurredAt: day('12:02:00') }
  const { incident } = await execute(ines, ref, offer, clock('12:20:00'))
  expect(incident.offer).toMatchObject({ offeredAt: day('12:02:00'), expiresAt: day('12:25:00') })
  const accepted = await execute(
    jonas,
    ref,
    { type: 'accept_command', occurredAt: day('12:03:00') },
    clock('12:21:00'),
  )
  expect(accepted.incident.roles.map(({ from, until }) => [from, until])).toEqual([
    [day('12:01:00'), day('12:03:00')],
    [day('12:03:00'), null],
  ])
})

test('an admin who offers for the Commander is named', async () => {
  const ref = await declared()
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  const { entries } = await execute(admin, ref, {
    type: 'offer_command',
    personId: jonas.id,
    brief: 'Brief.',
  })
  expect(entries[0]?.sentence).toBe('Ada Min offered the command of Ines Okafor to Jonas Beck')
})

test('an offer is not declined before it was made', async () => {
  const ref = await declared(clock('12:00:00'))
  await execute(ines, ref, { type: 'take_role', role: 'commander' }, clock('12:01:00'))
  await execute(ines, ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' }, clock('12:02:00'))
  const early = { type: 'decline_command', occurredAt: day('12:01:30') }
  expect((await refusal(jonas, ref, early, clock('12:03:00'))).fields).toHaveProperty('occurredAt')
})

test('resolving again with the same words is nothing new; with others it is refused', async () => {
  const ref = await declared()
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  const resolve = { type: 'resolve', solution: 'Rolled back', impact }
  await execute(ines, ref, resolve)
  expect((await execute(ines, ref, resolve)).entries).toEqual([])
  expect((await refusal(ines, ref, { ...resolve, solution: 'Other' })).code).toBe('conflict')
})

test('ids in capitals are the same ids', async () => {
  const ref = await declared()
  const assign = { type: 'assign_role', role: 'scribe', personId: jonas.id.toUpperCase() }
  expect((await execute(admin, ref, assign)).incident.roles[0]?.person.id).toBe(jonas.id)
})

test('one key on two incidents at the same instant: one effect, the other is a key used twice', async () => {
  const refs = await Promise.all(Array.from({ length: 6 }, () => declared()))
  const note = { type: 'log', kind: 'note', text: 'Connection timeout' }
  const outcomes = await Promise.allSettled(refs.map((ref) => execute(ines, ref, note, { key: 'one key' })))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => (reason as AppError).code)).toEqual(Array(5).fill('key_reused'))
})

test('a key that another person used is used, whatever the words', async () => {
  const ref = await declared()
  const key = uuidv7()
  const note = { type: 'log', kind: 'note', text: 'Connection timeout, terminated' }
  await execute(ines, ref, note, { key })
  expect(await refusal(jonas, ref, note, { key })).toMatchObject({ code: 'key_reused' })
})

test('no time before the one before: a clock that goes back does not go back in the log', async () => {
  const ref = await declared(clock('12:00:00'))
  const { entries } = await execute(ines, ref, { type: 'acknowledge' }, clock('11:00:00'))
  expect(entries[0]).toMatchObject({ recordedAt: day('12:00:00'), occurredAt: day('12:00:00') })
})

test('every log of this file verifies', async () => {
  expect((await verify()).faults).toEqual([])
})
