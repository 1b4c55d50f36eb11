import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PublicState, PublicUpdate } from '#lib/incident/public-state.ts'
import { badgeOf } from './badge.ts'
import { clockWords, script } from './browser.ts'
import { zoneSentence } from './clock.ts'
import { frameOf, linkPolicy, noticePage, pageOf, regionOf } from './document.ts'
import { escaped } from './escape.ts'
import { feedOf } from './feed.ts'
import { jsonOf } from './json.ts'
import { standing } from './story.ts'
import { changesAt, type Setting, type Subject } from './subject.ts'

const day = '2026-05-14T'
const setting: Setting = {
  house: { name: 'Northfield', zone: 'Europe/Berlin' },
  zone: 'Europe/Berlin',
  now: `${day}12:43:00.000Z`,
  staleSince: null,
  base: '/s/TOKEN',
}
const frame = frameOf([], 'https://sitrep.example.org')

function update(number: number, more: Partial<PublicUpdate> = {}): PublicUpdate {
  return {
    number,
    at: `${day}12:${10 + number}:00.000Z`,
    headline: `Headline ${number}.`,
    text: `Text ${number}.`,
    state: 'looking_into',
    nextUpdateAt: null,
    corrects: null,
    withdrawn: false,
    ...more,
  }
}

const begun: PublicState = {
  title: null,
  isDrill: false,
  reportedAt: `${day}12:02:00.000Z`,
  beganAt: null,
  affected: [],
  updates: [],
  promise: null,
  ended: null,
  returnedAt: null,
  documents: { report: null, postMortem: null },
}
const told: PublicState = { ...begun, title: 'Logins fail', updates: [update(1), update(2)] }

const subject = (state: PublicState): Subject => ({ kind: 'incident', told: { key: 'k', state } })
/** The words of the region, as somebody reads them. */
const read = (state: PublicState, more: Partial<Setting> = {}) =>
  textOf(regionOf(subject(state), { ...setting, ...more }))
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const states: [string, Partial<PublicState>, string[]][] = [
  [
    'nothing said, nothing promised',
    { ...begun },
    ['We know of a problem', 'as soon as there is something to say', 'Not yet known', 'None yet'],
  ],
  [
    'nothing said, promised',
    { ...begun, promise: { by: `${day}12:50:00.000Z`, isLate: false } },
    ['The first update comes by 14:50.'],
  ],
  [
    'nothing said, late',
    { ...begun, promise: { by: `${day}12:07:00.000Z`, isLate: true } },
    ['was due by 14:07 and is late'],
  ],
  [
    'told',
    {},
    [
      'Logins fail',
      'Headline 2. Text 2.',
      'Update 2 · Looking into it',
      'Earlier updates',
      'Headline 1. Text 1.',
    ],
  ],
  ['began on another day', { beganAt: '2026-05-12T21:30:00.000Z' }, ['Began 23:30 Tue 12 May']],
  ['promised', { promise: { by: `${day}12:55:00.000Z`, isLate: false } }, ['Next update by 14:55']],
  [
    'late by the clock, before anybody wrote it down',
    { promise: { by: `${day}12:43:00.000Z`, isLate: false } },
    ['The update promised for 14:43 is late.'],
  ],
  [
    'over',
    { updates: [update(1), update(2, { state: 'over' })], ended: { at: `${day}12:12:00.000Z`, how: 'over' } },
    ['Over since 14:12', 'Update 2 · Over', 'Headline 2.'],
  ],
  [
    'set aside',
    { ended: { at: `${day}12:20:00.000Z`, how: 'no_more' } },
    ['Closed at 14:20. No further update will come.'],
  ],
  [
    'set aside in silence',
    { ...begun, ended: { at: `${day}12:20:00.000Z`, how: 'no_more' } },
    ['Nothing more will come here.'],
  ],
  [
    'joined',
    { ended: { at: `${day}12:20:00.000Z`, how: 'joined' } },
    ['goes on as part of another incident', 'Joined another 14:20'],
  ],
  [
    'come back',
    { returnedAt: `${day}12:30:00.000Z` },
    ['It has come back.', 'came back at 14:30', 'Updates', 'Headline 2.'],
  ],
  [
    'corrected',
    { updates: [update(1), update(2), update(3, { corrects: 1 }), update(4)] },
    ['Update 3. Corrects update 1.', 'Update 1. Corrected by update 3.'],
  ],
  [
    'the newest corrects',
    { updates: [update(1), update(2, { corrects: 1 })] },
    ['Update 2 · Looking into it · Corrects update 1'],
  ],
  [
    'withdrawn in between',
    { updates: [update(1, { withdrawn: true, headline: '', text: '' }), update(2)] },
    ['Withdrawn', 'The words of this update were withdrawn.'],
  ],
  [
    'the newest withdrawn',
    { updates: [update(1), update(2, { withdrawn: true, headline: '', text: '' })] },
    ['Headline 1.', 'Update 2 was withdrawn. Above stands the one before it.'],
  ],
  [
    'came back, and was closed without a word',
    {
      updates: [update(1), update(2, { state: 'over' })],
      ...{ returnedAt: `${day}12:13:00.000Z`, ended: { at: `${day}12:20:00.000Z`, how: 'no_more' } },
    },
    ['Nothing more will come here.', 'Closed at 14:20. No further update will come.', 'Updates 14:12 Over'],
  ],
  [
    'the closing words withdrawn',
    {
      updates: [update(1), update(2, { state: 'over', withdrawn: true, headline: '', text: '' })],
      ended: { at: `${day}12:12:00.000Z`, how: 'over' },
    },
    ['It is over.', 'The words that said so were withdrawn.', 'Over since 14:12', 'Updates 14:12 Withdrawn'],
  ],
  [
    'over too early, and what put it right withdrawn',
    {
      updates: [update(1), update(2, { state: 'over' }), update(3, { corrects: 2, withdrawn: true })],
      promise: { by: `${day}12:55:00.000Z`, isLate: false },
    },
    [
      'We are looking into it. Update 2 said that it is over, and that did not hold.',
      'What was said since then was withdrawn.',
      'Next update by 14:55',
      'Updates 14:13 Withdrawn',
    ],
  ],
  [
    'all withdrawn',
    { updates: [update(1, { withdrawn: true, headline: '', text: '' })] },
    ['We are looking into it.', 'What was said here before was withdrawn.'],
  ],
  [
    'documents',
    { documents: { report: { version: 3 }, postMortem: { version: 1 } } },
    ['Situation report, version 3 PDF Markdown', 'Post-mortem, version 1'],
  ],
  [
    'affected',
    {
      affected: [
        { name: 'Checkout', state: 'down' },
        { name: 'Search', state: 'recovered' },
      ],
    },
    ['What is affected', 'Checkout Not working', 'Search Working again'],
  ],
]
test.each(states)('%s', (_, given, words) => {
  const text = read({ ...told, ...given })
  for (const word of words) expect(text).toContain(word)
  expect(text).not.toMatch(/undefined|null|NaN|Invalid|—|!/)
})

test('while the database is away it says since when, and calls nothing late by the clock', () => {
  const promised = { ...told, promise: { by: `${day}12:40:00.000Z`, isLate: false } }
  const stale = { staleSince: `${day}12:39:00.000Z` }
  expect(read(promised, stale)).toContain('As of 14:39 , 4 min ago . SitRep cannot reach its records')
  expect(read(promised, stale)).not.toContain('is late')
  expect(changesAt(subject(promised), { ...setting, ...stale })).toBe(`${day}12:44:00.000Z`)
  expect(changesAt(subject(promised), { ...setting, now: `${day}12:39:00.000Z` })).toBe(`${day}12:40:00.000Z`)
  expect(changesAt(subject(told), setting)).toBe(null)
  expect(JSON.parse(jsonOf(subject(told), { ...setting, ...stale })).staleSince).toBe(stale.staleSince)
  expect(badgeOf(subject(told), { ...setting, ...stale })).toContain('Looking into it, as of 14:39')
})

const zones: [string, string][] = [
  ['Europe/Berlin', 'Thursday 14 May 2026, Berlin time. UTC is two hours earlier.'],
  ['Europe/London', 'Thursday 14 May 2026, London time. UTC is one hour earlier.'],
  ['America/New_York', 'Thursday 14 May 2026, New York time. UTC is four hours later.'],
  ['Asia/Kolkata', 'Thursday 14 May 2026, Kolkata time. UTC is five and a half hours earlier.'],
  ['Asia/Kathmandu', 'Thursday 14 May 2026, Kathmandu time. UTC is five hours and 45 minutes earlier.'],
  ['Africa/Abidjan', 'Thursday 14 May 2026, Abidjan time. That is UTC just now.'],
  ['America/Argentina/Buenos_Aires', 'Thursday 14 May 2026, Buenos Aires time. UTC is three hours later.'],
  ['UTC', 'Thursday 14 May 2026, UTC.'],
]
test.each(zones)('the zone in words: %s', (zone, words) => {
  expect(zoneSentence(`${day}12:00:00.000Z`, zone)).toBe(words)
})

const clocks: [number, string][] = [
  [721, 'in 13 min'],
  [720, 'in 12 min'],
  [1, 'in 1 min'],
  [0, 'due now'],
  [-1, 'less than 1 min late'],
  [-59, 'less than 1 min late'],
  [-180, '3 min late'],
  [6_060, 'in 1 h 41 min'],
  [7_200, 'in 2 h'],
  [4 * 86_400, 'in 4 days'],
]
test.each(clocks)('%s s: %s', (seconds, words) => {
  expect(clockWords(seconds)).toBe(words)
})

const hostile = `<script>alert(1)</script>"'&\u0000\u0007\ud800 ]]> </title>`
test('what people write is text, whatever it is', () => {
  const state: PublicState = {
    ...told,
    title: hostile,
    affected: [{ name: hostile, state: 'down' }],
    updates: [
      update(1, { headline: hostile, text: hostile }),
      update(2, { headline: hostile, text: hostile }),
    ],
  }
  const all: Subject = { kind: 'current', told: [{ key: 'k', state }] }
  const house = { name: hostile, zone: 'Europe/Berlin' }
  for (const one of [subject(state), all]) {
    const region = regionOf(one, { ...setting, house })
    const page = pageOf(one, { ...setting, house }, { region, revision: 'r' }, frame)
    const feed = feedOf(one, { ...setting, house }, frame.publicUrl)
    const badge = badgeOf(one, { ...setting, house })
    for (const body of [page, feed, badge]) {
      expect(body).not.toContain('<script>alert')
      expect(body).not.toMatch(/\p{Cc}(?<!\n)/u)
      expect(body.isWellFormed()).toBe(true)
    }
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
  }
  expect(escaped('a\nb\tc')).toBe('a\nb\tc')
})

test('unfurlers and the bar of a browser learn whose status it is, and no more', () => {
  const region = regionOf(subject(told), setting)
  const page = pageOf(subject(told), setting, { region, revision: 'r' }, frame)
  const head = page.slice(0, page.indexOf('<body'))
  expect(head).toContain('<title>Northfield status</title>')
  expect(head).toContain('og:image')
  expect(head).not.toMatch(/Logins fail|Headline/)
})

test('a drill says so in the bar, the title, the badge and the feed, and draws no red', () => {
  const drill = subject({ ...told, isDrill: true })
  const page = pageOf(drill, setting, { region: regionOf(drill, setting), revision: 'r' }, frame)
  expect(page).toContain('<body class="drill">')
  expect(page).toContain('<b>DRILL</b>')
  expect(page).toContain('<title>DRILL: Northfield status</title>')
  expect(badgeOf(drill, setting)).toContain('DRILL: Looking into it')
  expect(feedOf(drill, setting, frame.publicUrl)).toContain(
    '<title>DRILL: Northfield status: Logins fail</title>',
  )
})

test('the policy allows the very style and script of the page', () => {
  const policy = linkPolicy(frame)
  expect(policy.match(/sha256-[A-Za-z0-9+/]{43}=/g)).toHaveLength(2)
  expect(noticePage('unknown', frame)).toContain(`<style>${frame.style}</style>`)
  // Nothing in it could end the element that it stands in.
  expect(`${script}${frame.style}`).not.toMatch(/<\/|<!--/)
  expect(() => new Function(script)).not.toThrow()
})

test('the colours are those of the app', () => {
  const tokens = readFileSync(new URL('../../../app/styles/tokens.css', import.meta.url), 'utf8')
  const [light = '', dark = ''] = tokens.split('@media')
  const [ours = '', ourDark = ''] = frame.style.split('@media')
  for (const [own, app] of [
    [ours, light],
    [ourDark, dark],
  ] as const) {
    const pairs = [...own.matchAll(/(--[\w-]+):(oklch\([^)]+\))/g)]
    expect(pairs.length).toBeGreaterThan(14)
    for (const [, name, value] of pairs) expect(app).toContain(`${name}: ${value};`)
  }
})

test('one word says how it stands', () => {
  expect(standing(begun)).toBe('Looking into it')
  expect(standing({ ...told, ended: { at: day, how: 'no_more' } })).toBe('Closed')
  expect(standing({ ...told, returnedAt: day })).toBe('It has come back')
  const silenced = update(2, { state: 'over', withdrawn: true, headline: '', text: '' })
  expect(standing({ ...told, updates: [update(1), silenced], ended: { at: day, how: 'over' } })).toBe('Over')
  const mended = update(3, { corrects: 2, withdrawn: true, headline: '', text: '' })
  const tooEarly = { ...told, updates: [update(1), update(2, { state: 'over' }), mended] }
  expect(standing(tooEarly)).toBe('Looking into it')
  expect(badgeOf({ kind: 'current', told: [] }, setting)).toContain('All quiet')
  expect(badgeOf({ kind: 'current', told: [{ key: 'k', state: told }] }, setting)).toContain('1 open')
})

test('the feed names its entries by what stays, and tells no id', () => {
  const feed = feedOf(subject(told), setting, 'https://sitrep.example.org')
  const ids = [...feed.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(3)
  for (const id of ids)
    expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const more = feedOf(
    subject({ ...told, updates: [...told.updates, update(3)] }),
    setting,
    'https://sitrep.example.org',
  )
  for (const id of ids) expect(more).toContain(`<id>${id}</id>`)
})
