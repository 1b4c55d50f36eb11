import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  entryTable,
  entryTypes,
  fold,
  parseEntry,
  type StoredEntry,
  sentenceOf,
} from '#lib/incident/entries/table.ts'

// One row per type and version as it was written once. Rows are added, never changed: they must read for ever (D4).
const golden: StoredEntry[] = JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8'))

test('every entry type has a golden row at its newest version', () => {
  const missing = entryTypes.filter(
    (type) => !golden.some((row) => row.type === type && row.v === entryTable[type].v),
  )
  expect(missing).toEqual([])
})

test('every golden row parses, folds and says its sentence', () => {
  const read = golden.map(parseEntry)
  const state = fold(read)
  expect(state).toMatchObject({
    ref: 'INC-142',
    topic: 'Customers cannot log in or pay',
    severity: 'SEV1',
    status: 'merged',
    labels: [{ kind: 'component', name: 'Checkout' }],
    pins: [{ seq: 16, sentence: 'Finding by Ines Okafor' }],
    mergedInto: { ref: 'INC-140' },
    merged: [{ ref: 'INC-143' }],
    solution: 'Rolled back v847',
    facts: { cause: { text: 'A migration locked the table' }, now: null },
    impact: { who: { text: 'All customers' }, how: { text: 'They cannot log in' } },
  })
  expect(read.map(sentenceOf)).toMatchSnapshot()
})

test('a row of an unknown type or a newer version is refused, not guessed', () => {
  const [first] = golden
  expect(() => parseEntry({ ...first, v: 99 } as StoredEntry)).toThrow(/version 99/)
  expect(() => parseEntry({ ...first, type: 'toString' } as unknown as StoredEntry)).toThrow(/toString/)
})
