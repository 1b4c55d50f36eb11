import { expect, test } from 'vitest'
import { ines, jonas, priya, stateOf, story, write } from '#components/incident/story.ts'
import { commandOf, untouched } from '#components/incident/update/fields.ts'
import { hasArrived, sentWords } from '#components/incident/update/sent.ts'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { ActorRef } from '#lib/incident/incident.ts'

const log = story().slice(0, 8)
const basedOn = 8
/** As it was typed: the command trims and joins lines. */
const typed = {
  state: 'looking_into' as const,
  title: ' Customers cannot\nlog in',
  headline: 'We are looking into it. ',
  text: 'More soon. \n',
  affected: [
    { name: 'Login ', state: 'down' as const },
    { name: ' ', state: 'down' as const },
  ],
}
const sentOf = (shown: typeof typed) =>
  sentWords(commandOf('publish_update', { shown, nextUpdateAt: null, basedOn, corrects: undefined }))
const fields = { ...untouched, basedOn, sent: [sentOf(typed)] }

const words = {
  title: 'Customers cannot log in',
  headline: 'We are looking into it.',
  text: 'More soon.',
  state: 'looking_into' as const,
  affected: [{ name: 'Login', state: 'down' as const }],
  nextUpdateAt: '2026-05-14T13:10:00.000Z',
}
const occurredAt = '2026-05-14T12:45:00.000Z'
const published = (part: object = {}): Draft => ({
  type: 'update_published',
  occurredAt,
  payload: { number: 1, ...words, corrects: null, promisedAt: null, draftedBy: null, ...part },
})
const drafted: Draft = { type: 'update_drafted', occurredAt, payload: { ...words, corrects: null } }
const arrived = (actor: ActorRef, draft: Draft, given: Parameters<typeof hasArrived>[0] = fields) => {
  const entries: Entry[] = [...log, write(log, actor, draft)]
  return hasArrived(given, jonas.id, stateOf(entries), entries)
}

test('what was sent has arrived once it is published, or waits for approval, word for word', () => {
  expect(arrived(jonas, published())).toBe(true)
  expect(arrived(jonas, drafted)).toBe(true)
  const draftedBy = { id: jonas.id, name: jonas.name }
  expect(arrived(ines, published({ draftedBy }))).toBe(true)
})

test('it has arrived also when others came after it, or when its words were taken out', () => {
  const mine = write(log, jonas, published())
  const theirs = write([...log, mine], ines, published({ number: 2, headline: 'We know the cause.' }))
  const entries: Entry[] = [...log, mine, theirs]
  expect(hasArrived(fields, jonas.id, stateOf(entries), entries)).toBe(true)
  const redacted = [...log, { ...mine, redacted: true } as Entry, theirs]
  expect(hasArrived(fields, jonas.id, stateOf(redacted), redacted)).toBe(true)
  expect(hasArrived(fields, ines.id, stateOf(entries), entries)).toBe(false)
})

test.each([
  ['headline', { headline: 'We know the cause.' }],
  ['text', { text: 'More soon. Promised.' }],
  ['title', { title: 'Login' }],
  ['state', { state: 'cause_found' }],
  ['what is affected', { affected: [{ name: 'Login', state: 'disrupted' }] }],
  ['one more affected', { affected: [...words.affected, { name: 'Orders', state: 'down' }] }],
])('another %s is another update', (_, part) => {
  expect(arrived(jonas, published(part))).toBe(false)
})

test('any of what was sent since the words were changed last may have arrived', () => {
  const sent = [...fields.sent, sentOf({ ...typed, text: 'More soon, for 13 minutes.' })]
  expect(arrived(jonas, published(), { ...fields, sent })).toBe(true)
})

test('without a name it is sent as the update before was called', () => {
  const sent = [sentOf({ ...typed, title: ' ' })]
  expect(arrived(jonas, published(), { ...fields, sent })).toBe(true)
})

test('the same words of somebody else, of earlier, or that were not sent are no arrival', () => {
  expect(arrived(ines, published())).toBe(false)
  expect(arrived(ines, drafted)).toBe(false)
  expect(arrived(ines, published({ draftedBy: { id: priya.id, name: priya.name } }))).toBe(false)
  expect(arrived(jonas, published(), { ...fields, basedOn: 9 })).toBe(false)
  expect(arrived(jonas, published(), { ...fields, basedOn: null })).toBe(false)
  expect(arrived(jonas, published(), { ...fields, sent: undefined })).toBe(false)
  expect(hasArrived(fields, jonas.id, stateOf(log), log)).toBe(false)
})
