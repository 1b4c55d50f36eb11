import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'

const people = cast(['Ines', 'member'], ['Olga', 'observer'])
const [ines, olga] = people as [Person, Person] // as many as were cast
type Person = (typeof people)[number]
const now = '2026-05-14T12:02:00.000Z'

function declared(notes = 0) {
  const incident = memoryLog(people)
  incident.give(ines, declaration, '2026-05-14T12:00:00.000Z')
  for (let n = 0; n < notes; n++) incident.give(ines, { type: 'log', kind: 'note', text: `${n}` }, now)
  return incident
}

test('the topic is changed, and the reported words stay', () => {
  const incident = declared()
  incident.give(ines, { type: 'set_topic', topic: '  Customers cannot log in  ' }, now)
  expect(incident.state).toMatchObject({ topic: 'Customers cannot log in', reported: 'x' })
  expect(incident.state.sources.topic?.seq).toBe(2)
  expect(incident.decided(ines, { type: 'set_topic', topic: 'Customers cannot log in' }, now)).toEqual({
    drafts: [],
  })
  expect(incident.decided(ines, { type: 'set_topic', topic: 'Other', basedOn: 1 }, now)).toMatchObject({
    refusal: { details: { field: 'topic', yours: 'Other', now: 'Customers cannot log in' } },
  })
})

test('twenty entries can be pinned, in the order of pinning; one more asks to unpin first', () => {
  const incident = declared(21)
  for (let seq = 21; seq > 1; seq--) incident.give(ines, { type: 'pin_entry', seq }, now)
  expect(incident.state.pins.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n))
  expect(incident.state.pins[0]).toEqual({ seq: 21, at: now, sentence: 'Note by Ines' })
  expect(incident.decided(ines, { type: 'pin_entry', seq: 22 }, now)).toMatchObject({
    refusal: { details: { allowed: ['unpin_entry'] } },
  })
  expect(incident.decided(ines, { type: 'pin_entry', seq: 5 }, now)).toEqual({ drafts: [] })
  incident.give(ines, { type: 'unpin_entry', seq: 5 }, now)
  expect(incident.give(ines, { type: 'pin_entry', seq: 22 }, now)).toHaveProperty('drafts')
  expect(incident.state.pins.at(-1)?.seq).toBe(22)
})

test('what is not pinned is not unpinned, what is not there is not pinned', () => {
  const incident = declared()
  expect(incident.decided(ines, { type: 'unpin_entry', seq: 1 }, now)).toEqual({ drafts: [] })
  expect(incident.decided(ines, { type: 'pin_entry', seq: 9 }, now)).toMatchObject({
    refusal: { code: 'invalid', fields: { seq: 'Give a number from 1 to 1.' } },
  })
})

test('a label in other case is the same one, and the other kind is another', () => {
  const incident = declared()
  const label = { type: 'add_label', kind: 'component', name: 'Checkout' }
  incident.give(ines, label, now)
  expect(incident.decided(ines, { ...label, name: 'CHECKOUT' }, now)).toEqual({ drafts: [] })
  incident.give(ines, { ...label, kind: 'cause' }, now)
  expect(incident.state.labels).toEqual([
    { kind: 'component', name: 'Checkout' },
    { kind: 'cause', name: 'Checkout' },
  ])
  const remove = { type: 'remove_label', kind: 'component', name: 'checkout' }
  incident.give(ines, remove, now)
  expect(incident.state.labels).toEqual([{ kind: 'cause', name: 'Checkout' }])
  // The entry says the name as it stood.
  expect(incident.log.at(-1)).toMatchObject({ payload: { label: { name: 'Checkout' } } })
  expect(incident.decided(ines, remove, now)).toEqual({ drafts: [] })
})

test.each([
  ['empty', ' '],
  ['of 61 characters', 'x'.repeat(61)],
  ['on two lines', 'a\nb'],
  ['with a separator of lines', 'a\u2028b'],
  ['with a tab', 'a\tb'],
])('a label %s is refused', (_, name) => {
  expect(declared().decided(ines, { type: 'add_label', kind: 'cause', name }, now)).toMatchObject({
    refusal: { code: 'invalid', fields: { name: expect.any(String) } },
  })
})

test('fifty labels are enough', () => {
  const incident = declared()
  for (let n = 0; n < 50; n++) incident.give(ines, { type: 'add_label', kind: 'cause', name: `${n}` }, now)
  expect(incident.decided(ines, { type: 'add_label', kind: 'cause', name: 'x' }, now)).toMatchObject({
    refusal: { details: { allowed: ['remove_label'] } },
  })
})

test.each([
  { type: 'set_topic', topic: 'x' },
  { type: 'pin_entry', seq: 1 },
  { type: 'add_label', kind: 'cause', name: 'x' },
])('observers only read: %o', (input) => {
  expect(declared().decided(olga, input, now)).toMatchObject({ refusal: { code: 'forbidden' } })
})
