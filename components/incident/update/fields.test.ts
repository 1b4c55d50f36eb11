import { expect, test } from 'vitest'
import { stateOf, story } from '#components/incident/story.ts'
import {
  cadenceWords,
  commandOf,
  correctionOf,
  fieldsOf,
  needsNewTime,
  nextUpdateAt,
  proposalsOf,
  publishLabel,
  shownOf,
  unseenBy,
  untouched,
  withText,
} from '#components/incident/update/fields.ts'
import type { LastUpdate, UpdatePromise } from '#lib/incident/public-updates.ts'
import type { Reach } from '#lib/share-link/model.ts'

const now = Date.parse('2026-05-14T12:37:08.000Z')
const zone = 'Europe/Berlin'
const begun = { basedOn: 8, now, zone }
const times = (at: number) => new Date(at).toISOString().slice(11, 16)
const template = (state: string) => ({ headline: `${state} headline`, text: `${state} text` })
const incident = stateOf(story().slice(0, 8))
const last: LastUpdate = {
  title: 'Customers cannot log in',
  headline: 'We are looking into it.',
  text: 'More soon.',
  state: 'looking_into',
  affected: [{ name: 'Login', state: 'down' }],
  nextUpdateAt: null,
  ...{ number: 1, seq: 7, at: '2026-05-14T12:10:00.000Z' },
  by: { kind: 'person', id: 'jonas-beck', name: 'Jonas Beck' },
}
const told = { ...incident, updates: { ...incident.updates, published: 1, last, promise: null } }

test.each([
  ['SEV1', ['12:45', '12:55', '13:05']],
  ['SEV2', ['13:05', '13:35', '14:05']],
  ['SEV3', ['14:35', '16:35', '18:35']],
] as const)('%s proposes %j', (severity, expected) => {
  const proposals = proposalsOf(severity, now)
  expect(proposals.map(times)).toEqual(expected)
  for (const at of proposals) expect(at).toBeGreaterThan(now)
})

test('what a severity asks for is said; of a SEV3 nothing is asked', () => {
  expect(cadenceWords('SEV1')).toBe('SEV1 asks for one every 20\u202fmin')
  expect(cadenceWords('SEV2')).toBe('SEV2 asks for one every 60\u202fmin')
  expect(cadenceWords('SEV3')).toBeNull()
})

test('a proposal lies ahead at any second', () => {
  for (let at = now; at < now + 3_600_000; at += 7_000) {
    for (const proposal of proposalsOf('SEV1', at)) expect(proposal - at).toBeGreaterThanOrEqual(5 * 60_000)
  }
})

test('what nobody touched follows the incident', () => {
  // The eighth entry moved it to identified.
  expect(shownOf(untouched, incident, template)).toEqual({
    state: 'cause_found',
    title: '',
    headline: 'cause_found headline',
    text: 'cause_found text',
    affected: [],
  })
  expect(shownOf(untouched, told, template)).toMatchObject({
    title: 'Customers cannot log in',
    affected: [{ name: 'Login', state: 'down' }],
  })
})

test('words from elsewhere stand under what is typed, once', () => {
  const begun = withText(untouched, 'Logins fail.')
  expect(begun.text).toBe('Logins fail.')
  const both = withText(begun, 'Orders too.')
  expect(both.text).toBe('Logins fail.\n\nOrders too.')
  expect(withText(both, 'Orders too.')).toEqual(both)
  // The end of what is kept is no sign that it was typed before.
  expect(withText(begun, 'fail.').text).toBe('Logins fail.\n\nfail.')
})

test('another state brings its words, but never over typed ones', () => {
  const typed = { ...untouched, state: 'over', text: 'My own words.' } as const
  expect(shownOf(typed, told, template)).toMatchObject({ headline: 'over headline', text: 'My own words.' })
})

test('the command takes what is shown, on one line where it is one', () => {
  const fields = {
    ...fieldsOf(last, begun),
    headline: ' Two\nlines ',
    affected: [{ name: ' ', state: 'down' as const }],
  }
  const shown = shownOf(fields, told, template)
  const next = nextUpdateAt(fields, proposalsOf('SEV1', now), zone)
  expect(commandOf('publish_update', { shown, nextUpdateAt: next, basedOn: 8, corrects: 7 })).toEqual({
    type: 'publish_update',
    title: 'Customers cannot log in',
    headline: 'Two lines',
    text: 'More soon.',
    state: 'looking_into',
    affected: [],
    nextUpdateAt: '2026-05-14T12:55:00.000Z',
    basedOn: 8,
    corrects: 7,
  })
})

test('over promises nothing; a time of one’s own is read', () => {
  const shown = shownOf({ ...untouched, state: 'over' }, told, template)
  expect(
    commandOf('draft_update', { shown, nextUpdateAt: 'x', basedOn: 8, corrects: undefined }).nextUpdateAt,
  ).toBeNull()
  const own = { proposal: null, ownTime: '2026-05-14T15:00' } as const
  expect(nextUpdateAt(own, [], zone)).toBe('2026-05-14T13:00:00.000Z')
  expect(nextUpdateAt({ ...own, ownTime: '' }, [], zone)).toBeNull()
})

test.each([
  ['today', '2026-05-14T16:00:00.000Z', '2026-05-14T18:00'],
  ['after midnight there', '2026-05-14T22:05:00.000Z', '2026-05-15T00:05'],
  // A program's, and the second of the two times that a clock shows at 2:30 when summer ends.
  ['to the millisecond', '2026-05-14T16:00:30.250Z', '2026-05-14T18:00'],
  ['twice on the clock', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30'],
])('what a draft promises is the writer’s own time, and stays what it is: %s', (_, at, ownTime) => {
  const fields = fieldsOf({ ...last, nextUpdateAt: at }, begun)
  expect(fields).toMatchObject({ proposal: null, ownTime })
  expect(nextUpdateAt(fields, proposalsOf('SEV1', now), zone)).toBe(at)
  // Another time is what was typed, and one of the proposals that one.
  const typed = { ...fields, ownTime: '2026-05-15T09:00' }
  expect(nextUpdateAt(typed, [], zone)).toBe('2026-05-15T07:00:00.000Z')
  expect(nextUpdateAt({ ...fields, proposal: 0 }, proposalsOf('SEV1', now), zone)).toBe(
    '2026-05-14T12:45:00.000Z',
  )
  // Looked at in another zone it is what that clock shows.
  expect(nextUpdateAt(fields, [], 'UTC')).toBe(`${ownTime}:00.000Z`)
})

test.each([new Date(now).toISOString(), null])(
  'a promise of %s is none any more: the cadence proposes one',
  (at) => {
    expect(fieldsOf({ ...last, nextUpdateAt: at }, begun)).toMatchObject({ proposal: 1, ownTime: '' })
  },
)

test('putting an update right begins with what is true and promised now', () => {
  const first = { ...last, number: undefined, nextUpdateAt: '2026-05-14T12:30:00.000Z' }
  const newest = { ...last, state: 'cause_found' as const, affected: [] }
  const promise = {
    kind: 'next' as const,
    restsOn: 'update' as const,
    dueAt: '2026-05-14T13:10:00.000Z',
    seq: 9,
    missed: null,
    nudged: [],
  }
  const updates = { ...told.updates, last: newest, promise }
  const now = { ...told, updates }
  expect(correctionOf(first, now)).toMatchObject({
    headline: first.headline,
    state: 'cause_found',
    affected: [],
    nextUpdateAt: promise.dueAt,
  })
  // That the severity asks for a word was told to nobody outside.
  const promised = (other: UpdatePromise | null) =>
    correctionOf(first, { ...now, updates: { ...updates, promise: other } }).nextUpdateAt
  expect(promised({ ...promise, kind: 'first' })).toBeNull()
  expect(promised(null)).toBeNull()
  // What was said before it came back holds no more: it is not over now.
  const since = { seq: newest.seq + 3, at: '2026-05-14T13:00:00.000Z' }
  const back = {
    status: 'monitoring' as const,
    updates: { ...updates, last: { ...newest, state: 'over' as const }, since },
  }
  expect(correctionOf(first, back)).toMatchObject({ state: 'looking_into', affected: first.affected })
  expect(correctionOf({ ...first, state: 'over' }, back).state).toBe('fixed_watching')
})

test.each<[Reach | null, string]>([
  [null, 'Publish update 3'],
  [{ links: 0, email: 0, webhooks: 0, lost: 0 }, 'Publish update 3'],
  [{ links: 1, email: 0, webhooks: 0, lost: 0 }, 'Publish to 1 link'],
  [{ links: 3, email: 11, webhooks: 0, lost: 0 }, 'Publish to 3 links and 11 people'],
  [{ links: 3, email: 1, webhooks: 2, lost: 0 }, 'Publish to 3 links, 1 person and 2 webhooks'],
])('%j: %s', (reach, label) => {
  expect(publishLabel(reach, 3)).toBe(label)
})

test('an update that came after what the writer saw is shown to them', () => {
  expect(unseenBy('ines', 6, told)).toEqual({ last, draft: null })
  expect(unseenBy('ines', 7, told)).toBeNull()
  expect(unseenBy('ines', null, told)).toBeNull()
  expect(unseenBy('ines', 1, incident)).toBeNull()
})

test('so is a draft of somebody else that came, also after an update', () => {
  const draft = { ...last, seq: 9, corrects: null }
  const waiting = { updates: { ...told.updates, draft } }
  expect(unseenBy('ines', 8, waiting)).toEqual({ last: null, draft })
  expect(unseenBy('ines', 6, waiting)).toEqual({ last, draft })
  expect(unseenBy('ines', 9, waiting)).toBeNull()
  expect(unseenBy('jonas-beck', 8, waiting)).toBeNull()
})

test('a draft that waited past its own promise needs a new time', () => {
  const at = '2026-05-14T12:37:08.000Z'
  expect(needsNewTime({ nextUpdateAt: at }, now)).toBe(true)
  expect(needsNewTime({ nextUpdateAt: at }, now - 1)).toBe(false)
  expect(needsNewTime({ nextUpdateAt: null }, now)).toBe(false)
})
