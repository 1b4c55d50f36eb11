import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { stepsOwed } from '#lib/incident/owed.ts'
import { isWaiting, waitsFor } from '#lib/incident/waits.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'])
const [ines, jonas] = people as [(typeof people)[number], (typeof people)[number]] // as many as were cast
const at = (minute: number) => `2026-05-14T12:${String(minute).padStart(2, '0')}:00.000Z`
const to = ['e1a7c1f0-8d5b-4f6e-9a51-0d6b8f0c2a11']
const override = 'Not everything is known.'
const resolve = { type: 'resolve', solution: 'Rolled back', impact: { who: 'All', how: 'No login' } }

/** Resolved; then each command, with what is owed after it. */
function course(declared: object, ...commands: object[]) {
  const incident = memoryLog(people, [], 'INC-1')
  let minute = 0
  const give = (input: object) => incident.give(ines, input, at(++minute))
  give({ ...declaration, ...declared })
  give({ type: 'take_role', role: 'commander' })
  give(resolve)
  const owed = [stepsOwed(incident.state)]
  for (const command of commands) {
    give(command)
    owed.push(stepsOwed(incident.state))
  }
  return { owed, state: incident.state }
}

const draft = { type: 'draft_report' }
const approve = (version: number) => ({ type: 'approve_report', version })
const send = (version: number) => ({ type: 'send_report', version, to, override })

test('a report is drafted, approved, sent; then the post-mortem is owed, then nothing', () => {
  const { owed, state } = course({ severity: 'SEV1' }, ...[draft, approve(1), send(1)], {
    type: 'attach_post_mortem',
    title: 'Post-mortem',
    url: 'https://example.org/pm',
  })
  expect(owed).toEqual([
    ['draft', 'post_mortem'],
    ['approve', 'post_mortem'],
    ['send', 'post_mortem'],
    ['post_mortem'],
    [],
  ])
  expect(isWaiting(state, 'close', jonas.id)).toBe(true)
  expect(isWaiting(state, 'me', ines.id)).toBe(true)
  expect(isWaiting(state, 'me', jonas.id)).toBe(false)
})

test('what stepsOwed leaves, the close takes', () => {
  const { owed, state } = course({ severity: 'SEV3' }, draft, approve(1), send(1), {
    type: 'add_link',
    title: 'Bug SHOP-12',
    url: 'https://example.org/12',
  })
  expect(owed.at(-2)).toEqual(['bug'])
  expect(owed.at(-1)).toEqual([])
  expect(isWaiting(state, 'close', ines.id)).toBe(true)
})

test('a drill is told to nobody: its report is approved', () => {
  expect(course({ kind: 'drill', severity: 'SEV3' }, draft, approve(1)).owed).toEqual([
    ['draft'],
    ['approve'],
    [],
  ])
})

test('reopened after it was sent: a new version is approved and sent', () => {
  const { owed } = course(
    { severity: 'SEV3' },
    ...[draft, approve(1), send(1), { type: 'reopen', reason: 'It came back' }, resolve, draft],
    ...[approve(2), send(2)],
  )
  expect(owed.map(([step]) => step ?? null)).toEqual([
    ...['draft', 'approve', 'send', 'bug', null, 'approve', 'approve', 'send', 'bug'],
  ])
})

test('the next step of a post-mortem is its owner’s, every other one the Commander’s', () => {
  const owner = { type: 'assign_post_mortem', ownerId: jonas.id }
  const { state } = course({ severity: 'SEV1' }, draft, owner)
  expect(waitsFor(state)?.id).toBe(ines.id)
  const sent = course({ severity: 'SEV1' }, draft, approve(1), send(1), owner).state
  expect(waitsFor(sent)?.id).toBe(jonas.id)
  expect(isWaiting(sent, 'post_mortem', jonas.id)).toBe(true)
  expect(isWaiting(sent, 'approve', jonas.id)).toBe(false)
})

test('a report of a live incident that was sent or approved is not the one that the close takes', () => {
  const early = (declared: object, ...commands: object[]) => {
    const incident = memoryLog(people, [], 'INC-1')
    let minute = 0
    const give = (input: object) => incident.give(ines, input, at(++minute))
    for (const input of [
      { ...declaration, ...declared },
      { type: 'take_role', role: 'commander' },
    ])
      give(input)
    for (const input of [...commands, resolve, draft]) give(input)
    return { owed: stepsOwed(incident.state), closed: give({ type: 'close', waive: 'Small.', bug }) }
  }
  const bug = 'https://example.org/12'
  const sent = early({ severity: 'SEV3' }, draft, approve(1), send(1))
  expect(sent.owed).toEqual(['approve', 'bug'])
  expect(sent.closed).toMatchObject({ refusal: { details: { allowed: ['approve_report'] } } })
  const drill = early({ kind: 'drill', severity: 'SEV3' }, draft, approve(1))
  expect(drill.owed).toEqual(['approve'])
  expect(drill.closed).toMatchObject({ refusal: { code: 'conflict' } })
})

test('a drill that was reopened is approved again', () => {
  const { owed } = course(
    { kind: 'drill', severity: 'SEV3' },
    ...[draft, approve(1), { type: 'reopen', reason: 'Once more' }, resolve, draft, approve(2)],
  )
  expect(owed.slice(-2)).toEqual([['approve'], []])
})
