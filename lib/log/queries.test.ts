import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { database } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { growLog, landmarks } from '#e2e/kit/long-log.ts'
import { isMatch } from '#lib/incident/entries/matching.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { execute } from '#lib/log/execute.ts'
import { getLog, listEntries } from '#lib/log/queries.ts'

const kit = await testDatabase()
const length = 20_000
let ref = ''
let log: readonly Entry[] = []

beforeAll(async () => {
  ref = await declare()
  await growLog(kit, ref, length)
  log = (await getLog(ref)).entries
}, 120_000)

async function declare(): Promise<string> {
  const author = await kit.person({ name: 'Łucja Ökonom' })
  const reportedAt = new Date(Date.now() - 30 * 3_600_000).toISOString()
  const said = { reported: 'It says "100 % broken" \\o/', reportedBy: 'Mara', source: 'Call' }
  const input = {
    type: 'declare_incident',
    topic: 'Nobody can log in',
    severity: 'SEV1',
    reportedAt,
    ...said,
  }
  return (await execute(author, null, input, { key: randomUUID() })).incident.ref
}

const seqs = (entries: readonly Entry[]) => entries.map(({ seq }) => seq)

test('a page follows what it came after, or lies before what it leads up to', async () => {
  expect(seqs((await listEntries(ref, { after: 5, limit: 3 })).entries)).toEqual([6, 7, 8])
  expect(seqs((await listEntries(ref, { before: 5, limit: 3 })).entries)).toEqual([2, 3, 4])
  expect(seqs((await listEntries(ref, { after: 5, before: 8 })).entries)).toEqual([6, 7])
  expect(await listEntries(ref, { after: length })).toMatchObject({ entries: [], lastSeq: length })
})

test('a page brings what corrects it, however far on that stands', async () => {
  const { corrections } = await listEntries(ref, { after: 0, limit: 10 })
  expect(corrections).toMatchObject([{ type: 'entry_corrected', corrects: landmarks.correctedSeq }])
  expect((await listEntries(ref, { after: 10, limit: 10 })).corrections).toEqual([])
  const end = await listEntries(ref, { before: length + 1, limit: 200 })
  expect(end.corrections).toEqual([])
})

test('the database finds what the browser would find in the whole log', async () => {
  const kinds = fc.subarray(['decision', 'deploy', 'acknowledged', 'status_changed', 'entry_corrected'], {
    maxLength: 2,
  })
  const words = fc.constantFrom(
    '',
    'zebra',
    'ZEBRA',
    'entry 77',
    '100 % broken',
    '" \\o',
    'łucja ö',
    '%',
    'status changed',
    'a_b',
    'blank after',
    '**29.8 s**',
  )
  await fc.assert(
    fc.asyncProperty(kinds, words, async (kinds, q) => {
      const wanted = log.filter((entry) => isMatch(entry, { kinds, q })).slice(-50)
      const { entries } = await listEntries(ref, { kinds, q, before: length + 1, limit: 50 })
      expect(seqs(entries)).toEqual(seqs(wanted))
    }),
    { numRuns: 15 },
  )
}, 60_000)

test('pages of what was found join without loss or repeats', async () => {
  const found: number[] = []
  for (let before = length + 1; before > 1; ) {
    const { entries } = await listEntries(ref, { kinds: ['deploy', 'decision'], before, limit: 7 })
    found.unshift(...seqs(entries))
    before = entries.length < 7 ? 0 : (entries[0]?.seq ?? 0)
  }
  const wanted = log.filter((entry) => isMatch(entry, { kinds: ['deploy', 'decision'], q: '' }))
  expect(found).toEqual(seqs(wanted))
})

test('a page of a log, and a search in one, read that log alone', async () => {
  // Beside the long one: reading its neighbour would show.
  const small = await declare()
  await growLog(kit, small, 300)
  await kit.sql('analyze entries')
  for (const query of [{ after: 200 }, { before: 50 }, { before: 301, q: 'calls' }]) {
    const plans = await explained(() => listEntries(small, query))
    expect(plans).not.toMatch(/Seq Scan on entries/)
    expect(plans).toMatch(/Index.* using entries_(pkey|amending)/)
  }
})

/** The plans of what `run` asks, as Postgres carried it out. */
async function explained(run: () => Promise<unknown>): Promise<string> {
  const db = database()
  const asked: Parameters<typeof db.execute>[0][] = []
  const execute = db.execute.bind(db)
  db.execute = ((query: Parameters<typeof db.execute>[0]) => {
    asked.push(query)
    return execute(query)
  }) as typeof db.execute
  try {
    await run()
  } finally {
    db.execute = execute
  }
  const plans = await Promise.all(
    asked.map(async (query) => (await db.execute(sql`explain analyze ${query}`)).rows),
  )
  return JSON.stringify(plans)
}
