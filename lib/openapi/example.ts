/** Example answers: an incident told by the rules themselves, so that no example can be of an older shape. */
import type { FollowUp } from '#lib/follow-up/model.ts'
import { measure } from '#lib/incident/clock.ts'
import type { Context } from '#lib/incident/commands/command.ts'
import { type CommandType, parseCommand } from '#lib/incident/commands/table.ts'
import { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Entry, evolve, sentenceOf } from '#lib/incident/entries/table.ts'
import type { Incident, IncidentView, Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { composeReport } from '#lib/report/compose.ts'
import { writeReport } from '#lib/report/markdown.ts'
import type { ShareLink } from '#lib/share-link/model.ts'
import type { Stakeholder } from '#lib/stakeholder/model.ts'
import type { WebhookRow } from '#lib/subscriber/model.ts'
import { commandWords } from './commands.ts'

type Told = { entries: Entry[]; incident: IncidentView }

const ines: Actor = {
  kind: 'person',
  id: '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70',
  name: 'Ines Okafor',
  role: 'member',
}
const identity = { id: '0198f1c2-8d05-7b3a-a1e4-90c7d2f4b613', ref: 'INC-42' }
const file = {
  id: '0198f1c4-22b7-7e19-8f40-6b1d0c9a3e55',
  name: 'connections.png',
  mediaType: 'image/png',
  size: 48_213,
  width: 1280,
  height: 720,
}

const followUp: FollowUp = {
  id: '0198f1c4-22b7-7e19-8f40-6b1d0c9a3e55',
  ref: identity.ref,
  topic: 'Customers cannot log in',
  severity: 'SEV1',
  number: 1,
  title: 'Set lock_timeout for every migration',
  kind: 'prevent',
  state: 'open',
  owner: { id: ines.id, name: ines.name },
  dueOn: '2026-05-20',
  url: 'https://tracker.example.org/4711',
  outcome: null,
  createdBy: { id: ines.id, name: ines.name },
  createdAt: '2026-05-15T09:12:00.000Z',
  changedAt: '2026-05-15T09:12:00.000Z',
  endedAt: null,
}
const stakeholder: Stakeholder = {
  id: '0198f1c4-22b7-7e19-8f40-6b1d0c9a3e55',
  name: 'Lotte Meyer',
  email: 'lotte@example.org',
  group: 'Management',
  suppressed: null,
  updates: ['SEV1', 'SEV2'],
  updatesNote: null,
}
const webhook: WebhookRow = {
  id: '0198f1c4-22b7-7e19-8f40-6b1d0c9a3e55',
  name: 'Wiki',
  url: 'https://wiki.example.org/hooks/sitrep',
  ref: null,
  severities: ['SEV1', 'SEV2'],
  createdAt: '2026-05-15T09:12:00.000Z',
  endedAt: null,
  endReason: null,
}

const link: ShareLink = {
  id: '0198f1c5-31d2-7a90-b1c4-0e7f5a2d8c61',
  ref: identity.ref,
  label: 'Board',
  createdAt: '2026-05-14T12:09:30.000Z',
  createdBy: { id: ines.id, name: ines.name },
  expiresAt: '2026-05-31T22:00:00.000Z',
  state: 'open',
  revokedAt: null,
  views: 12,
  lastViewedAt: '2026-05-14T12:41:07.000Z',
}
/** A token of zeros, which nobody has. */
const madeLink = { id: link.id, url: `https://sitrep.example.org/s/${'0'.repeat(43)}` }

/** By path: what it answers, as JSON or as text. Null: nothing that could be printed. */
export function exampleAnswers(): Record<string, unknown> {
  const declared = carryOut(null, 'declare_incident', '2026-05-14T12:02:11.000Z')
  const commanded = carryOut(declared.incident, 'take_role', '2026-05-14T12:05:12.000Z')
  const logged = carryOut(commanded.incident, 'log', '2026-05-14T12:07:40.000Z')
  const { incident } = logged
  const entries = [...declared.entries, ...commanded.entries, ...logged.entries]
  const report = composeReport({
    incident,
    entries,
    organisation: { name: 'Northfield' },
    zone: 'Europe/Berlin',
    now: '2026-05-14T12:10:00.000Z',
  })
  const newest = entries.at(-1)
  return {
    '/api/v1/incidents': { incidents: [incident], nextCursor: null },
    'POST /api/v1/incidents': declared,
    '/api/v1/incidents/{ref}': incident,
    'POST /api/v1/incidents/{ref}/commands': logged,
    '/api/v1/incidents/{ref}/entries': { entries, lastSeq: incident.seq, corrections: [] },
    '/api/v1/incidents/{ref}/stream': `id: ${newest?.seq}\nevent: entry\ndata: ${JSON.stringify(newest)}\n\n`,
    '/api/v1/stream': `event: hint\ndata: ${JSON.stringify({ ref: incident.ref, seq: incident.seq })}\n\n`,
    '/api/v1/incidents/{ref}/report.json': report,
    '/api/v1/incidents/{ref}/report.md': writeReport(report, 'https://sitrep.example.org'),
    'POST /api/v1/files': file,
    '/api/v1/people': {
      people: [{ id: ines.id, name: ines.name, role: ines.role, active: true, picture: null }],
    },
    '/api/v1/incidents/{ref}/links': { links: [link] },
    'POST /api/v1/incidents/{ref}/links': madeLink,
    '/api/v1/links': { links: [{ ...link, ref: null, label: 'Screen in the lobby', expiresAt: null }] },
    'POST /api/v1/links': madeLink,
    '/api/v1/follow-ups': { followUps: [followUp], nextCursor: null },
    '/api/v1/follow-ups/fitting': { followUps: [followUp] },
    'POST /api/v1/incidents/{ref}/follow-ups': followUp,
    'PATCH /api/v1/follow-ups/{id}': followUp,
    '/api/v1/stakeholders': { stakeholders: [stakeholder], nextCursor: null },
    'POST /api/v1/stakeholders': stakeholder,
    'PATCH /api/v1/stakeholders/{id}': stakeholder,
    'DELETE /api/v1/stakeholders/{id}': { removed: true },
    'POST /api/v1/incidents/{ref}/updates/preview': {
      page: '<!doctype html>…',
      mail: { subject: 'Customers cannot log in: Logins work again.', html: '<!doctype html>…', text: '…' },
    },
    '/api/v1/incidents/{ref}/reach': { links: 3, email: 11, webhooks: 1, lost: 0 },
    '/api/v1/webhooks': { webhooks: [webhook] },
    'POST /api/v1/webhooks': { ...webhook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    'DELETE /api/v1/webhooks/{id}': { removed: true },
    '/api/health': { status: 'ok', database: 'ok', stream: 'ok', clock: 'ok' },
  }
}

/** What the door does, without a database: decides, signs, folds. The hash is none that could be computed. */
function carryOut(before: Incident | null, type: CommandType, now: Instant): Told {
  const command = parseCommand({ type, ...commandWords[type].example })
  const decision = decide(before, command, { ...nothingKnown, now, actor: ines, identity })
  if ('refusal' in decision) throw new Error(`The example is refused: ${decision.refusal.message}`)
  const commandId = '0198f1c2-9f3e-7c68-b2a7-4d5e6f708192'
  const stored = decision.drafts.map((draft, index) =>
    signDraft(draft, { seq: (before?.seq ?? 0) + 1 + index, actor: ines, commandId, recordedAt: now }),
  )
  const after = stored.reduce<Incident | null>(evolve, before)
  if (!after) throw new Error('The example tells of nothing')
  const headHash = hashOf(after.seq)
  return {
    entries: stored.map((entry) => ({ ...entry, sentence: sentenceOf(entry), hash: hashOf(entry.seq) })),
    incident: { ...after, headHash, metrics: measure(after) },
  }
}

const nothingKnown: Pick<Context, 'person' | 'entry' | 'incident' | 'file' | 'stakeholder'> = {
  person: () => null,
  entry: () => null,
  incident: () => null,
  file: () => null,
  stakeholder: () => null,
}

function hashOf(seq: number): string {
  return `${seq}c1f0b7a49e3d5826`.padStart(17, '0').slice(-16).repeat(4)
}
