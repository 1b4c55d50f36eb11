/** From what is typed to a command, and back when it was refused. Pure. */
import type { LogKind, Slash } from '#components/incident/composer/slash.ts'
import { slashes } from '#components/incident/composer/slash.ts'
import type { CommandBody } from '#components/live/pending.ts'
import type { outcomes } from '#lib/incident/entries/logged.ts'
import { formatClockTime } from '#lib/time/format.ts'
import { parseTimeOfDay } from '#lib/time/wall.ts'

export type Details = {
  rejected: string
  service: string
  from: string
  to: string
  name: string
  outcome: (typeof outcomes)[number] | ''
  /** A time of day, as typed. */
  endedAt: string
}
/** What stands in the composer. `time` is a time of day as typed, empty for now. */
export type Draft = { text: string; time: string; details: Details }

export const noDetails: Details = {
  rejected: '',
  service: '',
  from: '',
  to: '',
  name: '',
  outcome: '',
  endedAt: '',
}
export const emptyDraft: Draft = { text: '', time: '', details: noDetails }

type Clock = { zone: string; now: number }
type Composed = { command: CommandBody } | { problem: string }

/** The command that a draft stands for; `slash` and `rest` are its text, read. */
export function compose(
  draft: Draft,
  { slash, rest }: { slash: Slash | null; rest: string },
  clock: Clock,
): Composed {
  const occurredAt = timeOf(draft.time, clock)
  if (occurredAt === null) return { problem: 'Write the time as 14:05 or 14:05:12.' }
  const common = occurredAt ? { occurredAt } : {}
  if (slash?.aim === 'fact') {
    if (!rest.trim()) return { problem: `Write what follows ${slash.word}.` }
    return { command: { type: 'state_fact', fact: slash.fact, text: rest.trim(), ...common } }
  }
  const kind = slash?.aim === 'log' ? slash.kind : 'note'
  const endedAt = timeOf(draft.details.endedAt, clock)
  if (endedAt === null) return { problem: 'Write when it ended as 14:05 or 14:05:12.' }
  const text = rest.trim() || ownWords(kind, draft.details)
  if (!text) return { problem: 'Write what happened.' }
  return { command: { ...logged(kind, text, draft.details, endedAt), ...common } }
}

/** A change may go without a sentence when its fields say what it was. */
function ownWords(kind: LogKind, { service, from, to, name }: Details): string {
  if (kind === 'migration') return name.trim()
  if (kind !== 'deploy') return ''
  const before = [service, from].map((part) => part.trim()).filter(Boolean)
  return [before.join(' '), to.trim()].filter(Boolean).join(' to ')
}

function logged(
  kind: LogKind,
  text: string,
  details: Details,
  endedAt: string | undefined,
): Extract<CommandBody, { type: 'log' }> {
  const said = <Key extends string, Value extends string>(key: Key, value: Value | undefined) =>
    // One key with its value, or nothing: an empty field is not sent.
    (value?.trim() ? { [key]: value.trim() } : {}) as { [K in Key]?: Exclude<Value, ''> }
  if (kind === 'decision') return { type: 'log', kind, text, details: said('rejected', details.rejected) }
  const outcome = said('outcome', details.outcome)
  const ended = endedAt ? { endedAt } : {}
  if (kind === 'deploy') {
    const named = {
      ...said('service', details.service),
      ...said('from', details.from),
      ...said('to', details.to),
    }
    return { type: 'log', kind, text, details: { ...named, ...outcome, ...ended } }
  }
  if (kind === 'migration') {
    return { type: 'log', kind, text, details: { ...said('name', details.name), ...outcome, ...ended } }
  }
  return { type: 'log', kind, text }
}

/** Undefined for now, null when it is no time of day. */
function timeOf(text: string, { zone, now }: Clock): string | undefined | null {
  if (!text.trim()) return undefined
  return parseTimeOfDay(text, zone, now)?.toISOString() ?? null
}

/** What has to stand in the composer so that this command comes of it; null for one that comes from a dialog. */
export function draftOf(command: CommandBody, zone: string): Draft | null {
  const occurredAt = 'occurredAt' in command ? command.occurredAt : undefined
  const time = occurredAt ? formatClockTime(occurredAt, zone) : ''
  if (command.type === 'state_fact') {
    return { ...emptyDraft, text: `/${command.fact} ${command.text}`, time }
  }
  if (command.type !== 'log') return null
  const slash = slashes.find((each) => each.aim === 'log' && each.kind === command.kind)
  const word = command.kind === 'note' || !slash ? '' : `${slash.word} `
  const given = 'details' in command ? command.details : {}
  const endedAt = 'endedAt' in given && given.endedAt ? formatClockTime(given.endedAt, zone) : ''
  return { text: word + command.text, time, details: { ...noDetails, ...defined(given), endedAt } }
}

function defined(given: object): Partial<Details> {
  // The details of a command are a part of the fields of a draft.
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Details>
}
