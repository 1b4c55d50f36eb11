import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Golden, readGolden } from '#e2e/kit/golden.ts'
import { secondsBetween } from '#lib/incident/clock.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { blanked, changedWays, without } from './ablate.ts'
import { composeReport } from './compose.ts'
import type { Report } from './model.ts'

const folder = join(import.meta.dirname, 'golden')
const stories = readdirSync(folder).map((file) => ({ file, ...readGolden(join(folder, file)) }))

test('there are fourteen', () => {
  expect(stories).toHaveLength(14)
})

test.each(stories)(
  '$file: every answer says what its author expects, and rests on those entries',
  (story) => {
    expect(story.composed).toBe(story.expected)
  },
)

test.each(stories)('$file: a changed entry changes the answers that rest on it, and no other', (story) => {
  const whole = compose(story, story.entries)
  const moved = new Map<number, Set<number>>()
  for (const { seq } of story.entries) {
    // What is said 280 times is tried once.
    if (isRepeated(story.entries, seq)) continue
    const others = [...changedWays(story.entries, seq), blanked(story.entries, seq)]
    if (seq > 1) others.push(without(story.entries, seq))
    for (const other of others) {
      const after = compose(story, other)
      for (const number of changed(whole, after)) {
        moved.set(number, new Set([...(moved.get(number) ?? []), seq]))
        const cited = [...seqsOf(whole, number), ...seqsOf(after, number)]
        expect(cited, `answer ${number} changes with entry ${seq}`).toContain(seq)
      }
    }
  }
  for (const { number } of whole.answers) {
    expect([...(moved.get(number) ?? [])], `answer ${number}`).toEqual(
      expect.arrayContaining(seqsOf(whole, number)),
    )
  }
})

test.each(stories)(
  '$file: what stakeholders were told rests on the entries that it names, and counts as the state does',
  (story) => {
    const whole = compose(story, story.entries)
    expect(whole.updates?.tally).toEqual(story.source(story.entries).incident.updates.tally)
    for (const { seq } of story.entries.slice(1)) {
      if (isRepeated(story.entries, seq)) continue
      const after = compose(story, without(story.entries, seq))
      if (toldOf(whole) === toldOf(after)) continue
      const cited = [...(whole.updates?.evidence ?? []), ...(after.updates?.evidence ?? [])]
      expect(
        cited.map((one) => one.seq),
        `it changes with entry ${seq}`,
      ).toContain(seq)
    }
  },
)

test.each(stories)('$file: the severities share the time from the report to the resolution', (story) => {
  const { incident } = story.source(story.entries)
  const { reportedAt, resolvedAt } = incident.milestones
  const sum = compose(story, story.entries).severityTimes.reduce((all, { seconds }) => all + seconds, 0)
  expect(sum).toBe(secondsBetween(reportedAt, resolvedAt))
  expect(incident.metrics.timeInSeverity.reduce((all, { seconds }) => all + seconds, 0)).toBe(sum)
})

function compose({ source }: Golden, entries: readonly Entry[]): Report {
  return composeReport(source(entries))
}

/** All that is said there, but for the entries behind it. */
function toldOf({ updates }: Report): string {
  return JSON.stringify({ ...updates, evidence: [] })
}

function isRepeated(entries: readonly Entry[], seq: number): boolean {
  const [before, entry] = [entries[seq - 2], entries[seq - 1]]
  return isNote(before) && isNote(entry)
}

function isNote(entry: Entry | undefined): boolean {
  return entry?.type === 'logged' && entry.payload.kind === 'note'
}

function changed(before: Report, after: Report): number[] {
  return before.answers
    .filter((answer, index) => JSON.stringify(answer.blocks) !== JSON.stringify(after.answers[index]?.blocks))
    .map(({ number }) => number)
}

function seqsOf(report: Report, number: number): number[] {
  return report.answers[number - 1]?.evidence.map(({ seq }) => seq) ?? []
}
