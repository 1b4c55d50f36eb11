import { expect, test } from 'vitest'
import type { PublicState } from '#lib/incident/public-state.ts'
import { frameOf } from '#lib/share-link/page/document.ts'
import type { Link, Memory } from './memory.ts'
import { createRenderings } from './renderings.ts'

const state: PublicState = {
  ...{ title: 'Logins fail', isDrill: false, reportedAt: '2026-05-14T11:00:00.000Z', beganAt: null },
  ...{ affected: [], updates: [], promise: null, ended: null, returnedAt: null },
  documents: { report: null, postMortem: null },
}
const told = { incidentId: 'one', state, endedAt: null, mark: '1', key: 'k', version: 1 }
const memory = {
  house: () => ({ name: 'Northfield', zone: 'Europe/Berlin' }),
  staleSince: () => null,
  now: () => Date.parse('2026-05-14T12:00:00.000Z'),
  version: () => 1,
  subject: () => ({ kind: 'incident', told }),
  // Renderings ask for no more of it.
} as unknown as Memory

const frame = frameOf([], 'https://sitrep.example.org')
const offer = 'Email me each update'

function aLink(): Link {
  const stored = { id: 'a', hash: 'a', incidentId: 'one', expiresAt: null, revokedAt: null }
  return { ...stored, until: null, slots: new Map(), zones: new Set() }
}

test('what programs read is in the organisation’s zone, whoever asked first', () => {
  const { of } = createRenderings(memory, frame)
  const link = aLink()
  const bodies = (['json', 'feed', 'badge'] as const).map((form) => {
    const first = of(link, 't', form, 'Asia/Tokyo')
    expect(of(link, 't', form, null)).toBe(first)
    return String(first.packet.body)
  })
  const afresh = createRenderings(memory, frame)
  const expected = (['json', 'feed', 'badge'] as const).map((form) =>
    String(afresh.of(aLink(), 't', form, null).packet.body),
  )
  expect(bodies).toEqual(expected)
})

test('what is sent by a stream counts as kept, and pushes out what is older', () => {
  const link = aLink()
  const { size } = createRenderings(memory, frame).of(aLink(), 't', 'page', null)
  const { of } = createRenderings(memory, frame, size * 2 + 200)
  of(link, 't', 'page', 'Asia/Tokyo')
  const newest = of(link, 't', 'page', null)
  expect([...link.slots.keys()]).toEqual(['Asia/Tokyo', 'Europe/Berlin'])
  const { length = 0 } = newest.event?.bytes() ?? {}
  expect(newest.size).toBe(size + length)
  expect([...link.slots.keys()]).toEqual(['Europe/Berlin'])
})

test.each([
  [true, null, true],
  [true, 'over', true],
  [true, 'no_more', false],
  [true, 'joined', false],
  [false, null, false],
] as const)('mail leaves: %s, ended: %s; updates by mail are offered: %s', (mails, how, isOffered) => {
  const ended = how && { at: '2026-05-14T11:30:00.000Z', how }
  const of = {
    ...memory,
    subject: () => ({ kind: 'incident', told: { ...told, state: { ...state, ended } } }),
  }
  // As above.
  const { packet } = createRenderings(of as unknown as Memory, frameOf([], frame.publicUrl, mails)).of(
    ...([aLink(), 't', 'page', null] as const),
  )
  const page = String(packet.body)
  expect([page.includes(offer), page.includes('/feed.atom')]).toEqual([isOffered, true])
})

test('the feed of everything current says of each entry whose it is, and is another one elsewhere', () => {
  const update = {
    number: 1,
    headline: 'We look.',
    text: '',
    state: 'looking_into',
    ...{ nextUpdateAt: null, corrects: null, withdrawn: false },
  }
  const told = (title: string, minute: number) => ({
    key: title,
    state: { ...state, title, updates: [{ ...update, at: `2026-05-14T11:${minute}:00.000Z` }] },
  })
  const some = [told('Orders wait', 10), told('Logins fail', 20)]
  const all = { ...memory, subject: () => ({ kind: 'current', told: some }) } as unknown as Memory // as above
  const feedAt = (url: string) =>
    String(createRenderings(all, frameOf([], url)).of(aLink(), 't', 'feed', null).packet.body)
  const [here, there] = [feedAt('https://one.example.org'), feedAt('https://two.example.org')]
  expect([...here.matchAll(/<title>(.+)<\/title>/g)].map(([, title]) => title)).toEqual([
    ...['Northfield status', 'Logins fail: We look.', 'Orders wait: We look.'],
  ])
  const id = (feed: string) => /<id>(.+)<\/id>/.exec(feed)?.[1]
  expect([id(here) === id(there), id(here)]).toEqual([false, id(feedAt('https://one.example.org'))])
})
