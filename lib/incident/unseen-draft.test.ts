import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Tomasz', 'member'])
const [ines, jonas, tomasz] = people as [Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`

const said = {
  title: 'Customers cannot log in',
  headline: 'Logins fail. We are looking into it.',
  text: 'Whoever is signed in can go on.',
  state: 'looking_into',
  nextUpdateAt: at('12:25:00'),
}
const draft = (more: object) => ({ type: 'draft_update', ...said, ...more })
const publish = (more: object) => ({ type: 'publish_update', ...said, ...more })

/** Declared at 12:00; Ines commands, Jonas communicates. */
function begun() {
  const incident = memoryLog(people)
  incident.give(ines, { ...declaration, severity: 'SEV1' }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  incident.give(ines, { type: 'assign_role', role: 'communications', personId: jonas.id }, at('12:01:30'))
  return incident
}

test('what its writer has not seen is not pushed aside by their draft or update: they get both texts', () => {
  const incident = begun()
  const basedOn = incident.state.seq
  incident.give(tomasz, draft({ basedOn }), at('12:02:00'))
  const { seq } = incident.state
  const mine = { basedOn, headline: 'Nobody can log in.' }
  for (const command of [draft(mine), publish(mine)]) {
    expect(incident.decided(jonas, command, at('12:02:01'))).toMatchObject({
      refusal: {
        code: 'conflict',
        details: { field: 'draft', changedIn: seq, yours: 'Nobody can log in.', now: said.headline },
      },
    })
  }
  // Whoever wrote it is not in their own way; nor is it in the way of whoever has seen it, or is to read it.
  expect(incident.decided(tomasz, draft(mine), at('12:02:02'))).toHaveProperty('drafts')
  expect(incident.decided(jonas, draft({ basedOn: seq }), at('12:02:02'))).toHaveProperty('drafts')
  expect(incident.decided(jonas, draft({}), at('12:02:02'))).toHaveProperty('drafts')
  const approve = { type: 'approve_update', seq, basedOn }
  expect(incident.decided(ines, approve, at('12:02:02'))).toHaveProperty('drafts')
  const back = { type: 'return_update', seq, basedOn, reason: 'It names the vendor' }
  expect(incident.decided(ines, back, at('12:02:02'))).toHaveProperty('drafts')
  // What was published since has taken the draft away: nobody approves past it, whatever they had seen.
  incident.give(jonas, publish({ basedOn: seq }), at('12:02:03'))
  for (const one of [approve, { ...approve, basedOn: incident.state.seq }]) {
    expect(incident.decided(ines, one, at('12:02:04'))).toMatchObject({ refusal: { code: 'conflict' } })
  }
})
