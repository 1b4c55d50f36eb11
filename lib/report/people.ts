/** Question 5: person, role, from and to, hand-overs, who answered without a role, and who reported. */
import type { Instant, PersonRef, Role } from '#lib/incident/incident.ts'
import { roles } from '#lib/incident/incident.ts'
import { roleNames } from '#lib/incident/words.ts'
import type { Evidence, Part, PersonRow, ReportBlock } from './model.ts'
import { type AnswerDraft, endOf, endSeqs, type LogRecord, withStop } from './record.ts'

type Span = { role: Role; person: PersonRef; from: Instant; until: Instant | null; seqs: number[] }

/** 5: everybody who held a role, answered or reported. */
export function answerPeople(record: LogRecord): AnswerDraft {
  const spans = readSpans(record)
  const acks = acknowledgements(record, spans)
  const [first] = record.entries
  const rows: PersonRow[] = peopleOf(spans).map(({ name, held }) => ({
    name,
    roles: held.map((span) => ({ name: roleNames[span.role], span: spanWords(record, span) })),
  }))
  for (const { name, at } of acks) {
    rows.push({ name, roles: [{ name: 'Acknowledged', span: record.clock.on(at) }] })
  }
  if (first?.type === 'incident_reported') addReporter(rows, first.payload.reportedBy, first.payload.source)
  const blocks: ReportBlock[] = [{ type: 'people', rows }]
  for (const { parts } of handOvers(record)) blocks.push({ type: 'sentence', parts })
  if (spans.length === 0) blocks.push({ type: 'note', parts: ['Nobody took a role.'] })
  const isOpen = spans.some((span) => span.until === null)
  return {
    blocks,
    seqs: [
      1,
      ...spans.flatMap((span) => span.seqs),
      ...acks.map(({ seq }) => seq),
      ...(isOpen ? endSeqs(record) : []),
    ],
    blank: spans.length === 0,
  }
}

/** "Ines Okafor handed command to Jonas Beck at 15:02:10.", or who took it over, and why. */
export function handOvers(record: LogRecord): { parts: Part[]; evidence: Evidence }[] {
  return record.entries.flatMap((entry) => {
    if (entry.type !== 'command_accepted' && entry.type !== 'command_taken_over') return []
    const { from, to } = entry.payload
    const at = record.clock.on(entry.occurredAt)
    const parts =
      entry.type === 'command_accepted'
        ? [`${from.name} handed command to ${to.name} `, ...at, '.']
        : [`${to.name} took over command from ${from.name} `, ...at, `: ${withStop(entry.payload.reason)}`]
    return record.evidence([entry.seq]).map((evidence) => ({ parts, evidence }))
  })
}

/** Every span of a role, with the entries that began and ended it. */
function readSpans({ entries }: LogRecord): Span[] {
  const spans: Span[] = []
  const begin = (role: Role, person: PersonRef, from: Instant, seq: number) =>
    spans.push({ role, person, from, until: null, seqs: [seq] })
  const end = (role: Role, personId: string, until: Instant, seq: number) => {
    for (const span of spans) {
      if (span.role !== role || span.person.id !== personId || span.until !== null) continue
      span.until = until
      span.seqs.push(seq)
    }
  }
  for (const entry of entries) {
    const { occurredAt: at, seq } = entry
    if (entry.type === 'role_taken') begin(entry.payload.role, entry.actor, at, seq)
    if (entry.type === 'role_assigned') begin(entry.payload.role, entry.payload.person, at, seq)
    if (entry.type === 'role_released') end(entry.payload.role, entry.payload.person.id, at, seq)
    if (entry.type === 'command_accepted' || entry.type === 'command_taken_over') {
      end('commander', entry.payload.from.id, at, seq)
      begin('commander', entry.payload.to, at, seq)
    }
  }
  return spans
}

/** First whoever held command, then by role, each person once. */
function peopleOf(spans: readonly Span[]): { name: string; held: Span[] }[] {
  const order = spans.toSorted(
    (a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.from < b.from ? -1 : 1),
  )
  const people = new Map<string, { name: string; held: Span[] }>()
  for (const span of order) {
    const person = people.get(span.person.id) ?? { name: span.person.name, held: [] }
    person.held.push(span)
    people.set(span.person.id, person)
  }
  return [...people.values()]
}

/** Open spans are printed up to the end (D25). */
function spanWords({ clock, moments }: LogRecord, { from, until }: Span): Part[] {
  const to = until ?? endOf({ moments })?.at ?? null
  if (to === null) return ['since ', { at: from, text: clock.short(from) }]
  if (to < from) return ['from ', { at: from, text: clock.short(from) }]
  return [{ at: from, text: clock.short(from) }, ' to ', { at: to, text: clock.shortUntil(to, from) }]
}

/** First acknowledgements of people who never held a role. */
function acknowledgements({ entries }: LogRecord, spans: readonly Span[]) {
  const seen = new Set(spans.map((span) => span.person.id))
  return entries.flatMap((entry) => {
    if (entry.type !== 'acknowledged' || seen.has(entry.actor.id)) return []
    seen.add(entry.actor.id)
    return [{ name: entry.actor.name, at: entry.occurredAt, seq: entry.seq }]
  })
}

/** "Hanna Petrov, Finance" is Hanna Petrov: what she held stands in the same row. */
function addReporter(rows: PersonRow[], name: string, source: string): void {
  const row = rows.find((each) => each.name === name || name.startsWith(`${each.name}, `))
  const team = row ? name.slice(row.name.length) : ''
  const reported = { name: `Reported the incident${team}, ${source}`, span: [] }
  if (row) row.roles.push(reported)
  else rows.push({ name, roles: [reported] })
}
