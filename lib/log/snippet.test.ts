import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredEntry } from '#lib/incident/entries/table.ts'
import { placesOf, snippetOf } from '#lib/log/snippet.ts'

test.each([
  ['migration', 'The migration is a Migration, no premigration', ['migration', 'Migration']],
  ['mig', 'a migration and amigo', ['migration']],
  ['roll back', 'Roll back the rolling backup', ['Roll', 'back', 'backup']],
  ['1.2.3', 'release 1.2.3 on 1 host', ['1.2.3']],
  ['label-q', 'the label queue of label-queue', ['label-q']],
  ['v847 (web)', 'v847 of web', ['v847', 'web']],
  ['straße', 'In der STRASSE, die Straße', ['Straße']],
  ['C++ [x]', 'C++ and c', ['C', 'c']],
  ['zebra', 'nothing here', []],
  ['', 'nothing', []],
])('%j in %j', (typed, text, places) => {
  expect(placesOf(typed, text).map(([from, to]) => text.slice(from, to))).toEqual(places)
})

test('whatever is typed, places are in order, within the text and apart', () => {
  void fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (typed, text) => {
      let last = 0
      for (const [from, until] of placesOf(typed, `${text} ${typed} ${text}`)) {
        expect(from).toBeGreaterThanOrEqual(last)
        expect(until).toBeGreaterThan(from)
        last = until
      }
    }),
  )
})

test('an entry gives the words around the first hit, who wrote it, and where the words stand', () => {
  const text = `${'Before it. '.repeat(30)}We roll back the migration. ${'After it. '.repeat(30)}`
  const snippet = snippetOf(entry('logged', { kind: 'decision', text, details: {} }), 'migration')
  expect(snippet).toMatchObject({ seq: 12, head: 'Decision by Ines Okafor' })
  expect(snippet?.text).toMatch(/^… .*roll back the migration\. .* …$/)
  expect(snippet?.text.length).toBeLessThan(210)
  const [from, until] = snippet?.ranges[0] ?? [0, 0]
  expect(snippet?.text.slice(from, until)).toBe('migration')
})

test('the signs of Markdown are left out', () => {
  const text = '# Now\n- v847 is **out**\n- its `migration` holds_a_lock'
  expect(snippetOf(entry('logged', { kind: 'note', text }), 'migration')).toMatchObject({
    text: 'Now v847 is out its migration holds_a_lock',
    ranges: [[20, 29]],
  })
})

test('what stands in the sentence is shown once; the topic stands above and is left out', () => {
  const link = snippetOf(entry('link_added', { title: 'Grafana board', url: 'https://x.example' }), 'graf')
  expect(link).toMatchObject({ head: '', text: 'Ines Okafor added a link: Grafana board' })
  const report = {
    ...{ id: 'i', ref: 'INC-1', kind: 'real', topic: 'Logins fail', severity: 'SEV1', source: 'phone' },
    ...{ reported: 'The page spins for logins', reportedBy: 'Mara', impact: { who: null, how: null } },
  } satisfies Extract<StoredEntry, { type: 'incident_reported' }>['payload']
  expect(snippetOf(entry('incident_reported', report), 'logins')).toMatchObject({
    head: 'Reported by Mara',
    text: report.reported,
  })
  expect(snippetOf(entry('incident_reported', report), 'fail')).toBeNull()
})

function entry<Type extends StoredEntry['type']>(
  type: Type,
  payload: Extract<StoredEntry, { type: Type }>['payload'],
): StoredEntry {
  // Type and payload belong together by the signature.
  return {
    ...{ seq: 12, type, v: 1, payload, corrects: null, commandId: '0190c2a0-0000-7000-8000-000000000000' },
    occurredAt: '2026-05-14T12:05:12.000Z',
    recordedAt: '2026-05-14T12:05:12.000Z',
    actor: { kind: 'person', id: 'p', name: 'Ines Okafor' },
  } as StoredEntry
}
