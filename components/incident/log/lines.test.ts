import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf } from '#components/incident/log/blocks.ts'
import { presets } from '#components/incident/log/filters.ts'
import { type LogLine, logLines, type Reading } from '#components/incident/log/lines.ts'
import { foldWords } from '#components/incident/log/quiet.ts'
import { at, ines, priya, stateOf, story, write } from '#components/incident/story.ts'
import { append, gapsIn, insert, type Snapshot } from '#components/live/snapshot.ts'
import { measure } from '#lib/incident/clock.ts'
import { isMatch } from '#lib/incident/entries/matching.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

const entries = story()
const incident = stateOf(entries)

const linesOf = (log: readonly Entry[], reading: Partial<Reading> = {}) =>
  logLines(log, { incident, zone: 'UTC', ...reading })

const keys = (lines: readonly LogLine[]) =>
  lines.map((line) => {
    if (line.kind === 'chapter') return `# ${line.chapter.span.status}`
    if (line.kind === 'gap') return `${line.gap.from}-${line.gap.to}`
    if (line.kind === 'fold') return foldWords(line.lines)
    return line.kind === 'day' ? line.at : line.entry.seq
  })

test('reads in the order in which things happened, in chapters of one status', () => {
  const chapters = ['# reported', 1, 2, '# investigating', 4, 5, 6, '# identified', 9, 10, 11, '# resolved']
  expect(keys(linesOf(entries))).toEqual([7, ...chapters])
})

test('a chapter lasts until the next one; the last one has no end', () => {
  const chapters = linesOf(entries).flatMap((line) =>
    line.kind === 'chapter' ? [[line.chapter.span.from, line.chapter.until]] : [],
  )
  expect(chapters).toEqual([
    [at('12:02:11'), at('12:04:10')],
    [at('12:04:10'), at('12:19:00')],
    [at('12:19:00'), at('12:58:00')],
    [at('12:58:00'), null],
  ])
})

test('a status that was taken back begins no chapter, but stands in the log as undone', () => {
  const undo = write(entries, ines, {
    ...{ type: 'change_undone', occurredAt: at('13:00:00'), corrects: 8 },
    payload: { field: 'status', from: 'identified', to: 'investigating' },
  })
  const statuses = incident.statuses.filter(({ seq }) => seq !== 8)
  const lines = linesOf([...entries, undo], { incident: { statuses } })
  expect(keys(lines)).toEqual([
    ...[7, '# reported', 1, 2, '# investigating', 4, 5, 6, 8, 9, 10, 11, '# resolved', 13],
  ])
  expect(lines.find((line) => line.kind === 'entry' && line.entry.seq === 8)).toMatchObject({
    amended: { undone: { by: 'Ines Okafor' } },
  })
})

test('filters leave what was asked for', () => {
  const passing = (name: string) => {
    const kinds = presets.find((preset) => preset.name === name)?.kinds ?? []
    return keys(linesOf(entries.filter((entry) => isMatch(entry, { kinds, q: '' }))))
  }
  expect(passing('Changes')).toEqual([7])
  expect(passing('Decisions')).toEqual([9])
  const key = ['# reported', 1, 2, '# investigating', 4, 5, '# identified', 9, 11, '# resolved']
  expect(passing('Key moments')).toEqual(key)
})

test('a corrected entry carries what stands now, also when the correction lies elsewhere', () => {
  const last = { text: 'p95 is 28.9 s since 11:53.', by: 'Priya Raman' }
  const corrected = { amended: { corrections: { field: 'text', last } } }
  const line = (lines: LogLine[]) => lines.find((each) => each.kind === 'entry' && each.entry.seq === 6)
  expect(line(linesOf(entries))).toMatchObject(corrected)
  const [some, aside] = [entries.slice(0, 7), entries.slice(9, 10)]
  expect(line(linesOf(some, { aside }))).toMatchObject(corrected)
  // Known twice, once ahead of its place, it counts once.
  const both = line(linesOf(entries, { aside }))
  expect(both?.kind === 'entry' && both.amended?.corrections?.all).toHaveLength(1)
})

test('a new day begins where the zone says', () => {
  const late = write(entries, ines, {
    type: 'logged',
    occurredAt: '2026-05-14T22:30:00.000Z',
    payload: { kind: 'note', text: 'x' },
  })
  const days = (zone: string) => linesOf([...entries, late], { zone }).filter(({ kind }) => kind === 'day')
  expect(days('UTC')).toEqual([])
  expect(days('Europe/Berlin')).toHaveLength(1)
})

test('what is not loaded is one line, in its place; what was added late stands where it happened', () => {
  const loaded = [...entries.slice(0, 2), ...entries.slice(6)]
  expect(keys(linesOf(loaded, { gaps: gapsIn(loaded) }))).toEqual([
    ...[7, '# reported', 1, 2, '3-6', '# identified', 9, 10, 11, '# resolved'],
  ])
  expect(keys(linesOf([], { gaps: [{ from: 1, to: 12 }] }))).toEqual(['1-12'])
})

test('runs of quiet entries fold into one line, unless somebody wants to see them', () => {
  const log = [...entries]
  const quiet = (type: 'acknowledged' | 'role_taken') =>
    log.push(
      write(
        log,
        priya,
        type === 'acknowledged'
          ? { type, occurredAt: at('12:59:00'), payload: {} }
          : { type, occurredAt: at('12:59:00'), payload: { role: 'responder' } },
      ),
    )
  for (let i = 0; i < 4; i++) quiet('acknowledged')
  quiet('role_taken')
  const end = (reading: Partial<Reading>) => keys(linesOf(log, reading)).slice(12)
  expect(end({})).toEqual(['# resolved', 13, 14, 15, 16, 17])
  expect(end({ foldUpTo: 17 })).toEqual(['# resolved', '5 acknowledgements and roles'])
  // What came while the page stood open stays as it came.
  expect(end({ foldUpTo: 16 })).toEqual(['# resolved', '4 acknowledgements', 17])
  expect(end({ foldUpTo: 15 })).toEqual(['# resolved', 13, 14, 15, 16, 17])
  expect(end({ foldUpTo: 17, unfolded: new Set([15]) })).toEqual(['# resolved', 13, 14, 15, 16, 17])
})

/** A log of 60 entries, some late, some quiet, some corrected. */
const long = (() => {
  const log = [...entries]
  for (let seq = log.length + 1; seq <= 60; seq++) {
    const time = new Date(Date.parse(at('13:00:00')) + seq * 60_000).toISOString()
    const early = new Date(Date.parse(time) - 45 * 60_000).toISOString()
    const isQuiet = seq % 12 < 5
    log.push(
      write(
        log,
        seq % 2 ? ines : priya,
        isQuiet
          ? { type: 'acknowledged', occurredAt: time, payload: {} }
          : { type: 'logged', occurredAt: seq % 7 ? time : early, payload: { kind: 'note', text: `${seq}` } },
        time,
      ),
    )
  }
  return log
})()

test('whatever is loaded in whatever order: no entry is missing or doubled, and in the end it reads as the whole log', () => {
  const state = stateOf(long)
  const reading = { incident: state, zone: 'UTC', foldUpTo: 60 }
  const whole = logLines(long, reading)
  const load = fc.record({ from: fc.integer({ min: 1, max: 60 }), length: fc.integer({ min: 1, max: 20 }) })
  void fc.assert(
    fc.property(fc.integer({ min: 20, max: 59 }), fc.array(load, { maxLength: 12 }), (opened, loads) => {
      const start = stateOf(long.slice(0, opened))
      let snapshot: Snapshot = {
        incident: { ...start, headHash: '', metrics: measure(start) },
        entries: long.slice(opened - 10, opened),
      }
      for (const { from, length } of loads) {
        const page = { entries: long.slice(from - 1, from + length - 1), corrections: [] }
        snapshot = insert(snapshot, page)
        const next = long[snapshot.incident.seq]
        if (next && length % 2) snapshot = append(snapshot, next) ?? snapshot
        expectAll(snapshot)
      }
      for (const next of long) snapshot = append(snapshot, next) ?? snapshot
      for (const { from, to } of gapsIn(snapshot.entries)) {
        snapshot = insert(snapshot, { entries: long.slice(from - 1, to), corrections: [] })
      }
      expect(logLines(snapshot.entries, reading)).toEqual(whole)
    }),
  )

  function expectAll({ entries: loaded, incident: { seq } }: Snapshot) {
    const gaps = gapsIn(loaded)
    const lines = logLines(loaded, { ...reading, gaps })
    const shown = blocksOf(lines).flatMap(({ lines, gap }) =>
      gap ? numbersIn([gap]) : numbersIn(lines ?? []),
    )
    const statuses = loaded.filter(({ type }) => type === 'status_changed').map(({ seq }) => seq)
    expect([...shown, ...statuses].sort((a, b) => a - b)).toEqual(
      Array.from({ length: seq }, (_, i) => i + 1),
    )
  }
})

function numbersIn(lines: readonly LogLine[]): number[] {
  return lines.flatMap((line) => {
    if (line.kind === 'gap') {
      const { from, to } = line.gap
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    }
    if (line.kind === 'fold') return line.lines.map(({ entry }) => entry.seq)
    return line.kind === 'entry' ? [line.entry.seq] : []
  })
}

test('a block keeps its lines and its name when others are loaded before or after it', () => {
  const notes = Array.from({ length: 400 }, (_, index) => index + 1).reduce<Entry[]>((log, seq) => {
    const occurredAt = new Date(Date.parse(at('12:00:00')) + seq * 1000).toISOString()
    const payload = { kind: 'note', text: `${seq}` } as const
    log.push(write(log, ines, { type: 'logged', occurredAt, payload }))
    return log
  }, [])
  const blocks = (from: number, to: number) =>
    blocksOf(logLines(notes.slice(from - 1, to), { incident: { statuses: [] }, zone: 'UTC' }))
  const names = (from: number, to: number) =>
    blocks(from, to)
      .slice(1)
      .map(({ key, lines }) => [key, lines?.length])
  // One of which only the end was loaded is called as before when the rest of it comes.
  expect(blocks(90, 240)[0]?.key).toBe(blocks(1, 240)[1]?.key)
  expect(new Set(blocks(1, 400).map(({ key }) => key)).size).toBe(9)
  expect(names(90, 240)).toEqual(names(1, 240).slice(1))
  expect(names(90, 249)).toEqual(names(90, 400).slice(0, 3))
  for (const [, length] of names(1, 400)) expect(length).toBeLessThanOrEqual(50)
})
