/** The brief of a hand-over (DOMAIN §7), filled in from the log for the Commander to edit. Pure. */

import { correctionsOf } from '#components/incident/log/corrections.ts'
import { answerWords, wordsOf } from '#components/incident/log/entry-words.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { inOrder } from '#lib/incident/entries/order.ts'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { listWords, roleNames, statusNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'
import { formatTime } from '#lib/time/format.ts'

type Setting = { zone: string; now: number }
type Logged = EntryOf<'logged'>

/** Seven headings with what the log knows under each. What it does not know is said, so that somebody fills it in. */
export function composeBrief(
  incident: Incident,
  entries: readonly ShownEntry[],
  { zone, now }: Setting,
): string {
  const corrections = correctionsOf(entries)
  const ordered = inOrder(entries)
  const logged = (...kinds: Logged['payload']['kind'][]) =>
    ordered.filter((entry): entry is Logged => entry.type === 'logged' && kinds.includes(entry.payload.kind))
  const line = (entry: Logged) => {
    const words = wordsOf(entry, corrections.get(entry.seq) ?? null).now.replace(/\s+/g, ' ')
    return `${formatTime(entry.occurredAt, zone)} ${words} (${entry.actor.name})`
  }
  const last = (list: readonly Logged[], count: number) => list.slice(-count).map(line)
  return [
    section('What happened', happened(incident, zone)),
    section('Severity and impact now', impact(incident, zone)),
    section('Status and plan', [
      status(incident, zone, now),
      ...known('Now', incident.facts.now?.text),
      ...last(logged('decision'), 3),
    ]),
    section('Hypotheses, open and ruled out', [
      ...known('Cause', incident.facts.cause?.text),
      ...last(logged('finding'), 4),
    ]),
    section('Who is doing what', [...doing(incident), ...last(logged('action', 'deploy', 'migration'), 3)]),
    section('Last update, and the next one promised', []),
    section('Constraints', []),
  ].join('\n\n')
}

function section(title: string, lines: readonly string[]): string {
  return `${title}:\n${lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : '- Not in the log.'}`
}

function happened({ topic, reported, reportedBy, milestones }: Incident, zone: string): string[] {
  const at = milestones.reportedAt ? ` at ${formatTime(milestones.reportedAt, zone)}` : ''
  return [`${topic}. Reported${at} by ${reportedBy}: ${reported.replace(/\s+/g, ' ')}`]
}

function impact({ severity, impact: { who, how }, milestones }: Incident, zone: string): string[] {
  const began = milestones.impactStartedAt
  return [
    `${severity}.`,
    ...known('What customers see', answerWords(how) || 'not in the log.'),
    ...known('Who is affected', answerWords(who) || 'not in the log.'),
    ...(began ? [`Impact began: ${formatTime(began, zone)}`] : []),
  ]
}

function status(incident: Incident, zone: string, now: number): string {
  const span = incident.statuses.at(-1)
  const since = span ? `, since ${formatTime(span.from, zone)} (${durationBetween(span.from, now)})` : ''
  return `${statusNames[incident.status]}${since}.`
}

function doing({ roles }: Incident): string[] {
  const now = roles.filter(({ until }) => until === null)
  return [...new Set(now.map(({ role }) => role))].map((role) => {
    const names = now.filter((span) => span.role === role).map(({ person }) => person.name)
    return `${roleNames[role]}: ${listWords(names)}`
  })
}

function known(name: string, words: string | undefined): string[] {
  return words ? [`${name}: ${words.replace(/\s+/g, ' ')}`] : []
}
