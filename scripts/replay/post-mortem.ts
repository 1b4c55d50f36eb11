/** A post-mortem with a timeline to the minute: its first line is the start of the impact, its last one the end. */
import { authorOf, instantOf, line, longText, textOf } from './fields.ts'
import { type Plan, UnreadableFile } from './model.ts'
import type { ReadOptions } from './read.ts'

type Moment = { at: string; event: string }

export function readPostMortem(record: Record<string, unknown>, { zone }: ReadOptions): Plan {
  const moments = momentsOf(record, zone)
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last) throw new UnreadableFile('Its timeline has no line with a time.')
  const stats = `${record.stats ?? ''}\n${record.actions ?? ''}`
  const reportedAt = detectedAt(first.at, last.at, stat(stats, 'detection'))
  const topic = line(textOf(record, 'title'), 'topic')
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  const cause = typeof record.contributing === 'string' ? longText(record.contributing) : ''
  return {
    id: textOf(record, 'file'),
    topic,
    declaration: {
      topic,
      severity: 'SEV2',
      reported: longText(textOf(record, 'summary')),
      reportedBy: authorOf(record),
      source: line(textOf(record, 'file')),
      reportedAt,
    },
    commands: [
      { type: 'describe_impact', startedAt: first.at, occurredAt: reportedAt },
      ...moments
        .slice(0, -1)
        .map(({ at, event }) => ({ type: 'log', kind: 'action', text: event, occurredAt: at })),
      ...(cause === '' ? [] : [{ type: 'state_fact', fact: 'cause', text: cause, occurredAt: last.at }]),
      { type: 'resolve', solution: last.event, impact, occurredAt: last.at },
    ],
    said: stat(stats, 'recovery'),
  }
}

/** A line without a time of day stands with the one before it, and says so. */
function momentsOf(record: Record<string, unknown>, zone: string): Moment[] {
  const list: unknown[] = Array.isArray(record.timeline) ? record.timeline : []
  const moments: Moment[] = []
  for (const one of list) {
    const fields = Object(one) as Record<string, unknown> // whatever stood there, as an object
    const [at, event] = [textOf(fields, 'at'), longText(textOf(fields, 'event'))]
    if (/\d\d:\d\d/.test(at)) moments.push({ at: instantOf(at, zone), event })
    else {
      const before = moments.at(-1)
      if (before) moments.push({ at: before.at, event: `${event} (${at})` })
    }
  }
  return moments.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The start and the time that they say it took to notice, but never after the end. */
function detectedAt(start: string, end: string, took: string | null): string {
  const at = new Date(Date.parse(start) + (took === null ? 0 : minutesOf(took) * 60_000)).toISOString()
  return at < end ? at : start
}

/** "84 minutes" of "- Time to recovery: 84 minutes"; null when they did not say. */
function stat(stats: string, name: 'detection' | 'recovery'): string | null {
  const said = new RegExp(`Time to ${name}:\\s*(.+)`, 'i').exec(stats)?.[1]?.trim()
  return said && /\d/.test(said) ? said : null
}

/** "19 hours 43 minutes." in minutes. */
export function minutesOf(text: string): number {
  const units: [RegExp, number][] = [
    [/(\d+)\s*day/i, 1440],
    [/(\d+)\s*h/i, 60],
    [/(\d+)\s*min/i, 1],
  ]
  return units.reduce((sum, [unit, minutes]) => sum + Number(unit.exec(text)?.[1] ?? 0) * minutes, 0)
}
