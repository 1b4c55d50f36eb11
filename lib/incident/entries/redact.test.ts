import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { holdsWords, redactEntry } from '#lib/incident/entries/redact.ts'
import { parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'

const golden: StoredEntry[] = JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8'))
const secret = 'hunter2, the password'

/** What stays: it names people, incidents, files and choices, and no schema can tell it from words. */
const names =
  /(^|\.)(id|ref)$|^(from|to|person|owner|draftedBy)\.name$|^to\.\d+\.name$|^hash$|^recipients\.|^file\.mediaType$/

const planted = golden
  .filter(({ redacted }) => !redacted)
  .flatMap((entry) =>
    leaves(entry.payload)
      .filter((path) => !names.test(path))
      .map((path) => ({
        entry: { ...entry, payload: plant(entry.payload, path.split('.')) } as StoredEntry,
        path,
      }))
      .filter(({ entry }) => accepts(entry)),
  )

test('there is a text to plant in', () => {
  expect(planted.length).toBeGreaterThan(20)
})

test.each(planted.map(({ entry, path }) => [`${entry.type} ${entry.v}`, path, entry] as const))(
  '%s: what is written to %s is gone once redacted',
  (_, __, entry) => {
    const redacted = redactEntry(entry)
    expect(JSON.stringify(redacted)).not.toContain(secret)
    expect(holdsWords(entry)).toBe(true)
    // It is still an entry of its type and version, and still who, when and what.
    const { payload: _payload, redacted: marked, ...head } = redacted
    const { payload: __payload, ...before } = entry
    expect([head, marked]).toEqual([before, true])
    parseEntry(redacted)
    expect(redactEntry(redacted)).toEqual(redacted)
    expect(holdsWords(redacted)).toBe(false)
  },
)

test('choices, numbers, times and names stay', () => {
  const change = golden.find(({ type }) => type === 'severity_changed')
  if (change?.type !== 'severity_changed') throw new Error('No golden row')
  const { from, to } = change.payload
  expect(redactEntry(change).payload).toMatchObject({ from, to })
})

test('an entry without anybody’s words has none to take out', () => {
  const acknowledged = golden.find(({ type }) => type === 'acknowledged')
  expect(acknowledged && holdsWords(acknowledged)).toBe(false)
})

function accepts(entry: StoredEntry): boolean {
  try {
    parseEntry(entry)
    return true
  } catch {
    return false
  }
}

/** The dotted paths of every string in a value, and of every null that a text could stand in for. */
function leaves(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string' || value === null) return [path.join('.')]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
}

function plant(value: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined) return secret
  return { ...(value as object), [name]: plant((value as Record<string, unknown>)[name], rest) }
}
