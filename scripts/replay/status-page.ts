/** A status page's incident or maintenance: every update with its time and state, and the components it touched. */
import { authorOf, instantOf, line, listOf, longText, textOf } from './fields.ts'
import { type Plan, type PlannedCommand, UnreadableFile } from './model.ts'
import { publicUpdates, type SourceUpdate } from './public-updates.ts'
import type { ReadOptions } from './read.ts'

const severities: Record<string, string> = {
  critical: 'SEV1',
  major: 'SEV2',
  minor: 'SEV3',
  maintenance: 'SEV3',
}

/**
 * The first update is the report; the person of the token answers and commands from then on. What readers were told is
 * published as well, but now: nobody publishes in the past.
 */
export function readStatusPage(record: Record<string, unknown>, { zone }: ReadOptions): Plan {
  const updates = updatesOf(record, zone)
  const [first] = updates
  if (!first) throw new UnreadableFile('It has no updates.')
  const topic = line(textOf(record, 'title'), 'topic')
  const components = listOf(record, 'components')
  const isDown = record.impact === 'critical'
  const told = publicUpdates(updates, { topic, components, isDown })
  return {
    id: textOf(record, 'external_id'),
    topic,
    declaration: {
      topic,
      severity: severities[String(record.impact)] ?? 'SEV2',
      reported: first.message,
      reportedBy: authorOf(record),
      source: 'Status page',
      reportedAt: first.at,
    },
    commands: [
      { type: 'take_role', role: 'commander', occurredAt: first.at },
      {
        type: 'describe_impact',
        startedAt: instantOf(textOf(record, 'started_at'), zone),
        occurredAt: first.at,
      },
      ...components.map((name) => ({ type: 'add_label', kind: 'component', name: line(name).slice(0, 60) })),
      ...(typeof record.url === 'string'
        ? [{ type: 'add_link', title: 'The page it comes from', url: record.url, occurredAt: first.at }]
        : []),
      ...updates.flatMap((update, index) => [
        ...(index === 0 ? [] : commandsOf(update)),
        ...told.slice(index, index + 1),
      ]),
    ],
    said: typeof record.duration_minutes === 'number' ? `${record.duration_minutes} minutes` : null,
  }
}

function commandsOf({ at, status, message }: SourceUpdate): PlannedCommand[] {
  const said = { type: 'log', kind: 'finding', text: message, occurredAt: at }
  if (status === 'resolved' || status === 'completed') {
    const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
    return [{ type: 'resolve', solution: message, impact, occurredAt: at }]
  }
  if (status === 'identified' || status === 'monitoring') {
    return [said, { type: 'set_status', status, occurredAt: at }]
  }
  return [said]
}

/** By time, each with the words that it says. */
function updatesOf(record: Record<string, unknown>, zone: string): SourceUpdate[] {
  const list: unknown[] = Array.isArray(record.updates) ? record.updates : []
  const updates = list.map((one): SourceUpdate => {
    const fields = Object(one) as Record<string, unknown> // whatever stood there, as an object
    const at = instantOf(textOf(fields, 'at'), zone)
    return { at, status: textOf(fields, 'status'), message: longText(textOf(fields, 'message')) }
  })
  return updates.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
