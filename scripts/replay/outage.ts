/** An outage of a small team: a start, an end, what it touched and one text about it. Nobody says who did what. */
import { authorOf, instantOf, line, listOf, longText, textOf } from './fields.ts'
import type { Plan } from './model.ts'
import type { ReadOptions } from './read.ts'

const severities: Record<string, string> = { down: 'SEV1', disrupted: 'SEV2', notice: 'SEV3' }

export function readOutage(record: Record<string, unknown>, { zone }: ReadOptions): Plan {
  const topic = line(textOf(record, 'title'), 'topic')
  const at = instantOf(textOf(record, 'date'), zone)
  const body = longText(textOf(record, 'body'))
  const end = String(record.resolvedWhen ?? '')
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  return {
    id: textOf(record, 'file'),
    topic,
    declaration: {
      topic,
      severity: severities[String(record.severity)] ?? 'SEV2',
      reported: body,
      reportedBy: authorOf(record),
      source: line(textOf(record, 'file')),
      reportedAt: at,
    },
    commands: [
      { type: 'describe_impact', startedAt: at, occurredAt: at },
      ...listOf(record, 'affected').map((name) => ({
        type: 'add_label',
        kind: 'component',
        name: line(name).slice(0, 60),
      })),
      ...(end === '' ? [] : [{ type: 'resolve', solution: body, impact, occurredAt: instantOf(end, zone) }]),
    ],
    said: null,
  }
}
