import { expect, test } from 'vitest'
import { at, begun, ines, jonas, over, publish, tomasz, words } from '#e2e/kit/begun.ts'
import { redactEntry } from '#lib/incident/entries/redact.ts'
import { fold } from '#lib/incident/entries/table.ts'

test('an update keeps its promise and makes the next one', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:05:00'))
  const { updates, sources } = incident.state
  expect(updates).toMatchObject({
    published: 1,
    last: { number: 1, headline: words.headline, at: at('12:05:00'), by: { name: 'Jonas' } },
    promise: { kind: 'next', dueAt: at('12:25:00'), seq: incident.state.seq },
    tally: { due: 1, kept: 1, worstSecondsLate: null },
  })
  expect(sources.update?.seq).toBe(incident.state.seq)
  expect(incident.log.at(-1)?.payload).toMatchObject({
    number: 1,
    promisedAt: at('12:05:00'),
    corrects: null,
  })
  incident.give(ines, publish('12:45:00', { title: undefined }), at('12:25:01'))
  expect(incident.state.updates).toMatchObject({
    last: { number: 2, title: words.title },
    tally: { due: 2, kept: 1, worstSecondsLate: 1 },
  })
})

test.each([
  ['without a title at first', { title: undefined }, 'title', '12:10:00'],
  ['without a next update', { nextUpdateAt: null }, 'nextUpdateAt', '12:10:00'],
  ['with a promise that has passed', { nextUpdateAt: at('12:10:00') }, 'nextUpdateAt', '12:10:00'],
  ['with a promise too far', { nextUpdateAt: '2026-05-21T12:10:00.001Z' }, 'nextUpdateAt', '12:10:00'],
  ['over, with a promise', { state: 'over' }, 'nextUpdateAt', '12:10:00'],
  ['with a time of its own', { occurredAt: at('12:04:00') }, 'occurredAt', '12:10:00'],
  [
    'with one thing twice',
    { affected: [...words.affected, { name: 'Log in', state: 'recovered' }] },
    'affected',
    '12:10:00',
  ],
  ['that puts no update right', { corrects: 1 }, 'corrects', '12:10:00'],
  ['that puts a missing entry right', { corrects: 99 }, 'seq', '12:10:00'],
])('refused: an update %s', (_, change, field, now) => {
  const decided = begun().decided(jonas, { ...publish('12:25:00'), ...change }, at(now))
  expect(decided).toMatchObject({ refusal: { fields: { [field]: expect.any(String) } } })
})

test('an update is put right by a new one, which says which', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const { seq } = incident.state
  incident.give(
    jonas,
    publish('12:25:00', { headline: 'Logins and orders fail.', corrects: seq }),
    at('12:06:00'),
  )
  expect(incident.log.at(-1)?.payload).toMatchObject({ number: 2, corrects: { seq, number: 1 } })
})

test('of two who write at once the second sees both', () => {
  const incident = begun()
  const basedOn = incident.state.seq
  incident.give(jonas, publish('12:25:00', { basedOn }), at('12:04:00'))
  const second = publish('12:30:00', { basedOn, headline: 'Nobody can log in.' })
  expect(incident.decided(ines, second, at('12:04:05'))).toMatchObject({
    refusal: {
      code: 'conflict',
      details: { field: 'update', yours: 'Nobody can log in.', now: words.headline },
    },
  })
})

test('a draft waits for the Commander, who publishes it under its author’s name', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:25:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  expect(incident.state.updates).toMatchObject({ published: 0, draft: { seq, by: { name: 'Tomasz' } } })
  expect(incident.decided(jonas, { type: 'approve_update', seq }, at('12:03:00'))).toMatchObject({
    refusal: { code: 'forbidden' },
  })
  incident.give(ines, { type: 'approve_update', seq }, at('12:03:00'))
  expect(incident.state.updates).toMatchObject({ published: 1, draft: null, last: { by: { name: 'Ines' } } })
  expect(incident.log.at(-1)?.sentence).toBe('Ines published update 1, written by Tomasz: looking into it')
  expect(incident.decided(ines, { type: 'approve_update', seq }, at('12:04:00'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
})

test('a draft whose promise has passed is published with a new one', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:10:00')
  incident.give(jonas, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  const approve = { type: 'approve_update', seq }
  expect(incident.decided(ines, approve, at('12:11:00'))).toMatchObject({
    refusal: { fields: { nextUpdateAt: expect.any(String) } },
  })
  incident.give(ines, { ...approve, nextUpdateAt: at('12:30:00') }, at('12:11:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:30:00'))
})

test('a draft goes back with a reason, or is taken back by its author', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:10:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const back = { type: 'return_update', seq: incident.state.seq }
  expect(incident.decided(jonas, back, at('12:03:00'))).toMatchObject({ refusal: { code: 'forbidden' } })
  expect(incident.decided(ines, back, at('12:03:00'))).toMatchObject({
    refusal: { fields: { reason: expect.any(String) } },
  })
  incident.give(ines, { ...back, reason: 'It names the vendor' }, at('12:03:00'))
  expect(incident.state.updates.draft).toBeNull()
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:04:00'))
  incident.give(tomasz, { ...back, seq: incident.state.seq }, at('12:05:00'))
  expect(incident.state.updates.draft).toBeNull()
})

test('a draft that was redacted waits for nobody', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:25:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  expect(fold(incident.log)?.updates.draft).toMatchObject({ seq })
  const redacted = incident.log.map((entry) => (entry.seq === seq ? redactEntry(entry) : entry))
  expect(fold(redacted)?.updates.draft).toBeNull()
})

test('a correction that was drafted names what it corrects once it is out', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const corrected = { seq: incident.state.seq, number: 1 }
  const { type: _, ...said } = publish('12:25:00', { corrects: corrected.seq, headline: 'Some logins fail.' })
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:06:00'))
  expect(incident.state.updates.draft?.corrects).toEqual(corrected)
  incident.give(ines, { type: 'approve_update', seq: incident.state.seq }, at('12:07:00'))
  expect(incident.log.at(-1)).toMatchObject({ type: 'update_published', payload: { corrects: corrected } })
})

test('after a side exit nothing is promised, drafted or published any more', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const { type: _, ...said } = publish('12:30:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:05:00'))
  incident.give(ines, { type: 'cancel', reason: 'A test of ours' }, at('12:06:00'))
  expect(incident.state.updates).toMatchObject({ promise: null, draft: null, published: 1 })
  expect(incident.decided(jonas, over, at('12:07:00'))).toMatchObject({
    refusal: { message: expect.stringContaining('read-only') },
  })
})

test('documents are shown outside once they went out', () => {
  const incident = begun()
  const share = { type: 'share_documents', report: true, postMortem: false }
  expect(incident.decided(ines, share, at('12:10:00'))).toMatchObject({
    refusal: { fields: { report: expect.any(String) } },
  })
  expect(incident.decided(ines, { ...share, report: false }, at('12:10:00'))).toEqual({ drafts: [] })
})
